namespace SparseGen.Tool.Operations;

/// <summary>Measures two pieces of work in turns, so that what else the machine does meets both alike.</summary>
internal static class Turns
{
    private const int Measurements = 5;

    private static readonly TimeSpan s_duration = TimeSpan.FromMilliseconds(20);

    /// <summary>Medians of some measurements of each, in seconds a call.</summary>
    /// <param name="first">One.</param>
    /// <param name="second">The other.</param>
    public static (double First, double Second) Measure(Action first, Action second)
    {
        double[] ofFirst = new double[Measurements], ofSecond = new double[Measurements];
        Repetitions.Seconds(first, s_duration);
        Repetitions.Seconds(second, s_duration);
        for (int i = 0; i < Measurements; i++)
        {
            ofFirst[i] = Repetitions.Seconds(first, s_duration);
            ofSecond[i] = Repetitions.Seconds(second, s_duration);
        }

        Array.Sort(ofFirst);
        Array.Sort(ofSecond);
        return (Repetitions.Median(ofFirst), Repetitions.Median(ofSecond));
    }
}
