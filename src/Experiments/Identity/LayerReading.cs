using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Experiments;

/// <summary>
/// What each layer of a perceptron of constant width says of some images (Kubota, Hayashi, Hayase and Uchida 2021, arXiv 2102.13333): a map of contributions and a
/// likelihood of each class.
/// </summary>
/// <param name="parameters">The parameters of a perceptron of <see cref="ImageLayer"/>.</param>
/// <param name="depth">Its layers.</param>
internal sealed class LayerReading(ParameterVector parameters, int depth)
{
    private readonly string[] _weights = [.. parameters.Layout.Tensors.Where(static tensor => tensor.Shape.Length == 2).Select(static tensor => tensor.Name)];
    private readonly string[] _biases = [.. parameters.Layout.Tensors.Where(static tensor => tensor.Shape.Length == 1).Select(static tensor => tensor.Name)];

    /// <summary>The outputs of the layers: h_0, the images, to h_L; [pixels and classes, images] each.</summary>
    /// <param name="images">[images, pixels and classes].</param>
    /// <param name="count">How many images.</param>
    public IReadOnlyList<Matrix<float>> Layers(float[] images, int count)
    {
        int width = images.Length / count;
        Matrix<float> h = Matrix<float>.Build.Dense(width, count, images);
        var layers = new List<Matrix<float>> { h };
        for (int layer = 0; layer < depth; layer++)
        {
            float[] weight = new float[width * width], bias = new float[width];
            parameters.GetTensor(_weights[layer], weight);
            parameters.GetTensor(_biases[layer], bias);
            h = Matrix<float>.Build.Dense(width, width, weight).TransposeThisAndMultiply(h).MapIndexed((row, _, value) => Math.Max(0, value + bias[row]), Zeros.Include);
            layers.Add(h);
        }

        return layers;
    }

    /// <summary>Share of the images whose label is the largest of the last rows.</summary>
    /// <param name="layer">h_l.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="classes">How many rows are classes.</param>
    public static double Accuracy(Matrix<float> layer, ReadOnlySpan<int> labels, int classes)
    {
        int right = 0;
        for (int image = 0; image < labels.Length; image++)
        {
            right += layer.Column(image, layer.RowCount - classes, classes).MaximumIndex() == labels[image] ? 1 : 0;
        }

        return (double)right / labels.Length;
    }

    /// <summary>|W - s I| / |s I|, mean over the layers.</summary>
    /// <param name="scale">s.</param>
    public double Distance(double scale) => _weights.Average(name =>
    {
        TensorLayout tensor = parameters.Layout.Find(name);
        int width = tensor.Shape[0];
        float[] weight = new float[tensor.Count];
        parameters.GetTensor(name, weight);
        double sum = 0;
        for (int at = 0; at < weight.Length; at++)
        {
            double difference = weight[at] - (at / width == at % width ? scale : 0);
            sum += difference * difference;
        }

        return Math.Sqrt(sum / width) / scale;
    });
}
