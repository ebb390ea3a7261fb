namespace SparseGen.Bench.Peers.Workers;

/// <summary>The weights that all runners begin with: initial values and some noise, since a head that starts at zero would make all outputs agree.</summary>
internal static class FirstWeights
{
    private const double Noise = 0.02;

    /// <summary>Makes a model with them.</summary>
    public static TModel Create<TModel>(int batch, int threads)
        where TModel : class, IModel<TModel>
    {
        TModel model = TModel.Create(batch, Device.CpuWithThreads(threads), seed: 1);
        HashSet<string> sparse = [.. TModel.Info.Masks.Select(static mask => mask.Tensor)];
        foreach (TensorInfo tensor in TModel.Info.Tensors.Where(tensor => !sparse.Contains(tensor.Name)))
        {
            float[] values = Read(model.Parameters, tensor);
            var random = new CounterRandom(1, tensor.Name);
            foreach (ref float value in values.AsSpan())
            {
                value += (float)(Noise * random.NextNormal());
            }

            model.Parameters.SetTensor(tensor.Name, values);
        }

        return model;
    }

    /// <summary>A tensor's numbers.</summary>
    public static float[] Read(ParameterVector parameters, TensorInfo tensor)
    {
        float[] values = new float[tensor.Shape.Aggregate(1, static (size, extent) => size * extent)];
        parameters.GetTensor(tensor.Name, values);
        return values;
    }
}
