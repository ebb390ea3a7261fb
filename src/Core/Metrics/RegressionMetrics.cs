using System.Globalization;

namespace SparseGen;

/// <summary>How far forecasts are from what came. All numbers count the same; sums run in double precision.</summary>
/// <remarks>
/// Every number has to be finite: one that is missing or NaN is refused with its place, and never averaged in. What has several channels in units of their own is
/// judged channel by channel.
/// </remarks>
public static class RegressionMetrics
{
    /// <summary>MAE, the mean of |forecast - truth|, in the units of the truth.</summary>
    /// <param name="forecasts">The forecasts; at least one.</param>
    /// <param name="truths">What came, one for each forecast.</param>
    /// <exception cref="ArgumentException">There is none, the lengths differ, or a number is not finite.</exception>
    public static double MeanAbsoluteError(ReadOnlySpan<float> forecasts, ReadOnlySpan<float> truths)
    {
        MetricArguments.Check(forecasts, truths);
        double sum = 0;
        for (int i = 0; i < truths.Length; i++)
        {
            sum += Math.Abs((double)forecasts[i] - truths[i]);
        }

        return sum / truths.Length;
    }

    /// <summary>RMSE, the root of the mean of (forecast - truth)^2, in the units of the truth.</summary>
    /// <inheritdoc cref="MeanAbsoluteError"/>
    public static double RootMeanSquaredError(ReadOnlySpan<float> forecasts, ReadOnlySpan<float> truths)
    {
        MetricArguments.Check(forecasts, truths);
        return Math.Sqrt(SquaredErrors(forecasts, truths) / truths.Length);
    }

    /// <summary>
    /// MASE (Hyndman and Koehler 2006, International Journal of Forecasting 22, page 679): the mean absolute error, divided by that of saying in the past what was a
    /// season before. Below 1 is better than that. It has no unit, so series can be compared.
    /// </summary>
    /// <param name="forecasts">The forecasts; at least one.</param>
    /// <param name="truths">What came, one for each forecast.</param>
    /// <param name="past">The series that was trained on, in order; longer than a season.</param>
    /// <param name="season">Steps of a season; 1 compares with saying the last value.</param>
    /// <exception cref="ArgumentException">
    /// There is none, the lengths differ, a number is not finite, or the past is too short or repeats itself exactly, so that there is nothing to divide by.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="season"/> is below 1.</exception>
    public static double MeanAbsoluteScaledError(
        ReadOnlySpan<float> forecasts, ReadOnlySpan<float> truths, ReadOnlySpan<float> past, int season = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(season);
        MetricArguments.CheckFinite(past, nameof(past));
        if (past.Length <= season)
        {
            throw new ArgumentException($"past has {past.Length} values; with a season of {season} it needs at least {season + 1}.", nameof(past));
        }

        double error = MeanAbsoluteError(forecasts, truths);
        double scale = MeanAbsoluteError(past[..^season], past[season..]);
        return scale > 0 ? error / scale : throw new ArgumentException(
            $"past repeats itself exactly after {season} {(season == 1 ? "step" : "steps")}; there is no error to divide by.", nameof(past));
    }

    /// <summary>
    /// R^2, the coefficient of determination: 1 - sum (forecast - truth)^2 / sum (truth - mean)^2. 1 is perfect, 0 as good as always saying the mean, and worse is negative.
    /// </summary>
    /// <param name="forecasts">The forecasts; at least two.</param>
    /// <param name="truths">What came, one for each forecast.</param>
    /// <exception cref="ArgumentException">There are fewer than two, the lengths differ, a number is not finite, or all truths are the same.</exception>
    public static double R2(ReadOnlySpan<float> forecasts, ReadOnlySpan<float> truths)
    {
        MetricArguments.Check(forecasts, truths);
        double mean = 0;
        foreach (float truth in truths)
        {
            mean += truth;
        }

        mean /= truths.Length;
        double squares = 0;
        foreach (float truth in truths)
        {
            squares += (truth - mean) * (truth - mean);
        }

        // By the numbers and not by the sum, which the mean's own rounding keeps from being 0.
        return !truths.ContainsAnyExcept(truths[0])
            ? throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"All truths are {truths[0]}; R2 compares with their spread, and there is none."), nameof(truths))
            : 1 - (SquaredErrors(forecasts, truths) / squares);
    }

    private static double SquaredErrors(ReadOnlySpan<float> forecasts, ReadOnlySpan<float> truths)
    {
        double sum = 0;
        for (int i = 0; i < truths.Length; i++)
        {
            double difference = (double)forecasts[i] - truths[i];
            sum += difference * difference;
        }

        return sum;
    }
}
