namespace SparseGen.Tool.Inspection;

/// <summary>Weights of a first layer as images: what <c>analyse filters --json</c> writes, and part of a report.</summary>
/// <param name="Tensor">Name of the tensor.</param>
/// <param name="Height">Rows of an image.</param>
/// <param name="Width">Columns of an image.</param>
/// <param name="Images">Numbers of each image, row by row; of several channels their mean.</param>
internal sealed record FilterImages(string Tensor, int Height, int Width, IReadOnlyList<float[]> Images)
{
    private const int Most = 64;

    /// <summary>Those of a model, if its first weight sees patches of images or whole ones.</summary>
    /// <exception cref="ArgumentException">A weight is not finite.</exception>
    public static FilterImages? Of(ParameterVector parameters, ModelInfo info)
    {
        TensorLayout? tensor = parameters.Layout.Tensors.FirstOrDefault(static candidate => candidate.Shape.Length >= 2);
        if (tensor is null || info.InputShape.Length != 3)
        {
            return null;
        }

        (int channels, int height, int width) = tensor.Shape.Length == 4
            ? (tensor.Shape[1], tensor.Shape[2], tensor.Shape[3])
            : (info.InputShape[0], info.InputShape[1], info.InputShape[2]);
        if (tensor.Count != tensor.Shape[0] * channels * height * width)
        {
            return null;
        }

        float[] values = new float[tensor.Count];
        parameters.GetTensor(tensor.Name, values);
        if (Array.FindIndex(values, static value => !float.IsFinite(value)) is >= 0 and var wrong)
        {
            throw new ArgumentException($"{tensor.Name}[{wrong}] is {values[wrong]}; expected finite numbers.", nameof(parameters));
        }

        return new FilterImages(tensor.Name, height, width, [.. Enumerable.Range(0, Math.Min(tensor.Shape[0], Most)).Select(output =>
        {
            float[] image = new float[height * width];
            for (int at = 0; at < channels * image.Length; at++)
            {
                image[at % image.Length] += values[(output * channels * image.Length) + at] / channels;
            }

            return image;
        })]);
    }
}
