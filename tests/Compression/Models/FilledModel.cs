namespace SparseGen.Tests.Compression;

/// <summary>Models with numbers in all their tensors: what starts as zeros, such as a head, would hide mistakes.</summary>
internal static class FilledModel
{
    /// <summary>A model whose values stay near one in size from layer to layer.</summary>
    public static TModel Create<TModel>(int seed)
        where TModel : class, IModel<TModel>
    {
        TModel model = TModel.Create(16, seed: (ulong)seed);
        foreach (TensorLayout tensor in model.Parameters.Layout.Tensors)
        {
            bool isMatrix = tensor.Shape.Length > 1;
            float[] numbers = RandomNumbers.Normal(tensor.Count, seed++, isMatrix ? 1.4 / Math.Sqrt(tensor.Count / tensor.Shape[0]) : 0.3);
            for (int i = 0; i < numbers.Length; i++)
            {
                if (tensor.Name.EndsWith("running_var", StringComparison.Ordinal))
                {
                    numbers[i] = 1 + MathF.Abs(numbers[i]);
                    continue;
                }

                bool isKept = tensor.Storage.Mask is not { } mask || mask.IsKept(i / mask.Inputs, i % mask.Inputs);
                numbers[i] = !isKept ? 0 : isMatrix ? numbers[i] : numbers[i] + (tensor.Name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0);
            }

            model.Parameters.SetTensor(tensor.Name, numbers);
        }

        return model;
    }
}
