using SparseGen.Tool.Operations;

namespace SparseGen.Bench.Layers;

/// <summary>Medians of two pieces of work that were measured in turns.</summary>
/// <param name="Seconds">Seconds a call of the first.</param>
/// <param name="OtherSeconds">Seconds a call of the second.</param>
/// <param name="Ratio">The second over the first: the median of the ratios of neighbouring measurements.</param>
internal sealed record Pair(double Seconds, double OtherSeconds, double Ratio)
{
    /// <summary>Times of one of several copies.</summary>
    public Pair Of(int copies) => new(Seconds / copies, OtherSeconds / copies, Ratio);
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
        return Measure(() => Repetitions.Seconds(layer, settings.Duration), () => Repetitions.Seconds(dense, settings.Duration), settings.Repetitions);
    }

    /// <summary>Measures what tells its own time, and is warm.</summary>
    /// <param name="first">Seconds a call of the first.</param>
    /// <param name="second">Seconds a call of the second.</param>
    /// <param name="repetitions">How often each is asked.</param>
    public static Pair Measure(Func<double> first, Func<double> second, int repetitions)
    {
        var seconds = new double[repetitions];
        var others = new double[repetitions];
        var ratios = new double[repetitions];
        for (int i = 0; i < repetitions; i++)
        {
            seconds[i] = first();
            others[i] = second();
            ratios[i] = others[i] / seconds[i];
        }

        Array.Sort(seconds);
        Array.Sort(others);
        Array.Sort(ratios);
        return new Pair(Repetitions.Median(seconds), Repetitions.Median(others), Repetitions.Median(ratios));
    }
}
