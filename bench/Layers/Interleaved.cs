using SparseGen.Tool.Operations;

namespace SparseGen.Bench.Layers;

/// <summary>Medians of two pieces of work that were measured in turns.</summary>
/// <param name="Seconds">Seconds a call of the first.</param>
/// <param name="DenseSeconds">Seconds a call of the second.</param>
/// <param name="Ratio">The second over the first: the median of the ratios of neighbouring measurements.</param>
internal sealed record Pair(double Seconds, double DenseSeconds, double Ratio)
{
    /// <summary>Times of one of several copies.</summary>
    public Pair Of(int copies) => new(Seconds / copies, DenseSeconds / copies, Ratio);
}

/// <summary>
/// Measures two pieces of work in turns, so that a machine that others use, or that throttles, slows both of them and leaves their ratio as it is.
/// </summary>
internal static class Interleaved
{
    /// <summary>Measures.</summary>
    /// <param name="layer">The first.</param>
    /// <param name="dense">The second.</param>
    /// <param name="settings">How often and how long.</param>
    public static Pair Measure(Action layer, Action dense, LayerSettings settings)
    {
        Repetitions.Seconds(layer, settings.Duration);
        Repetitions.Seconds(dense, settings.Duration);
        var layers = new double[settings.Repetitions];
        var denses = new double[settings.Repetitions];
        var ratios = new double[settings.Repetitions];
        for (int i = 0; i < settings.Repetitions; i++)
        {
            layers[i] = Repetitions.Seconds(layer, settings.Duration);
            denses[i] = Repetitions.Seconds(dense, settings.Duration);
            ratios[i] = denses[i] / layers[i];
        }

        Array.Sort(layers);
        Array.Sort(denses);
        Array.Sort(ratios);
        return new Pair(Repetitions.Median(layers), Repetitions.Median(denses), Repetitions.Median(ratios));
    }
}
