namespace SparseGen.Bench.Layers;

/// <summary>A layer to measure beside the dense layer of the same input and output size.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Sizes">Numbers of a sample, before and after the layer.</param>
/// <param name="Measure">Measures both.</param>
internal sealed record LayerRow(string Name, string Sizes, Func<LayerSettings, LayerMeasurement> Measure)
{
    /// <summary>A row.</summary>
    /// <typeparam name="TLayer">A model of the layer alone.</typeparam>
    /// <typeparam name="TDense">A model of the dense layer alone.</typeparam>
    /// <param name="name">What the table calls it.</param>
    /// <param name="copies">Copies of the layer in each of the two models; results are those of one.</param>
    public static LayerRow Of<TLayer, TDense>(string name, int copies = 1)
        where TLayer : class, IModel<TLayer>
        where TDense : class, IModel<TDense>
    {
        ModelInfo info = TLayer.Info;
        return new LayerRow(name, $"{info.InputSize}-{info.OutputSize}", settings =>
        {
            using var layer = new LayerWork<TLayer>(settings);
            using var dense = new LayerWork<TDense>(settings);
            Pair training = Interleaved.Measure(layer.Train, dense.Train, settings);
            Pair inference = Interleaved.Measure(layer.Infer, dense.Infer, settings);
            return new LayerMeasurement(
                name, info.InputSize, info.OutputSize, info.ParameterCount / copies, info.Macs / copies, TDense.Info.Macs / copies,
                training.Of(copies), inference.Of(copies));
        });
    }
}
