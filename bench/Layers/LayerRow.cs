namespace SparseGen.Bench.Layers;

/// <summary>A layer to measure beside the dense layer of the same input and output size.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Dense">The dense layer, as the table calls it.</param>
/// <param name="Measure">Measures both.</param>
internal sealed record LayerRow(string Name, string Dense, Func<LayerSettings, LayerMeasurement> Measure)
{
    /// <summary>A row.</summary>
    /// <typeparam name="TLayer">A model of the layer alone.</typeparam>
    /// <typeparam name="TDense">A model of the dense layer alone.</typeparam>
    /// <param name="name">What the table calls it.</param>
    public static LayerRow Of<TLayer, TDense>(string name)
        where TLayer : class, IModel<TLayer>
        where TDense : class, IModel<TDense>
    {
        string dense = $"{TDense.Info.InputSize} -> {TDense.Info.OutputSize}";
        return new LayerRow(name, dense, settings =>
        {
            using var layer = new LayerWork<TLayer>(settings);
            using var other = new LayerWork<TDense>(settings);
            (Pair training, Pair inference) = (
                Interleaved.Measure(layer.Train, other.Train, settings), Interleaved.Measure(layer.Infer, other.Infer, settings));
            return new LayerMeasurement(
                name, dense, TLayer.Info.InputSize, TLayer.Info.OutputSize, TLayer.Info.ParameterCount, TLayer.Info.Macs, TDense.Info.Macs, training, inference);
        });
    }
}
