using System.Globalization;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>The table of the diagonal network, and in sentences whether it does what the theory says.</summary>
internal static class DiagonalSummary
{
    /// <summary>Prints them.</summary>
    /// <param name="points">The points.</param>
    public static void Show(IReadOnlyList<DiagonalPoint> points)
    {
        Sheet table = Tables.Create("Diagonal linear network: effective scale sqrt(u v) / alpha")
            .Text("steps on").Text("method").Number("epsilon").Number("mean scale").Number("least scale").Number("of true weights").Number("test error");
        foreach (DiagonalPoint point in points)
        {
            table.Row(
                point.Regime,
                point.Regularizer.Method,
                point.Regularizer.EpsilonText,
                point.MeanScale.ToString("0.0000"),
                point.LeastScale.ToString("0.000"),
                point.SupportScale.ToString("0.000"),
                point.TestError.ToString("0.000"));
        }

        Terminal.Write(table);
        foreach (IGrouping<string, DiagonalPoint> regime in points.GroupBy(point => point.Regime))
        {
            Describe(
                regime.Key,
                regime.FirstOrDefault(point => point.Regularizer.Gamma == 0),
                [.. regime.Where(point => point.Regularizer.Gamma > 0).OrderBy(point => point.Regularizer.SignedEpsilon)]);
        }
    }

    /// <summary>From the largest backward step to the largest forward one.</summary>
    private static void Describe(string regime, DiagonalPoint? plain, DiagonalPoint[] points)
    {
        if (points.Length < 2)
        {
            return;
        }

        bool falls = points.Zip(points.Skip(1)).All(pair => pair.Second.MeanScale.Mean < pair.First.MeanScale.Mean);
        bool raises = plain is not null && points[0].MeanScale.Mean > plain.MeanScale.Mean;
        string backward = raises ? "backward differences raise it where they look far back" : "backward differences lower it less than forward ones";
        Terminal.WriteLine(
            falls
                ? $"{regime}: as the theory has it, the effective scale falls from each ascent step to the next larger one; {backward}."
                : $"{regime}: the effective scale does not fall from each ascent step to the next larger one, as it would in theory.");
        (DiagonalPoint least, DiagonalPoint most) = (points[0], points[^1]);
        Terminal.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{regime}, gamma {most.Regularizer.Gamma}: from epsilon {least.Regularizer.SignedEpsilon:0.##} to {most.Regularizer.SignedEpsilon:0.##} "
            + $"the mean scale goes from {least.MeanScale.Mean:0.000} to {most.MeanScale.Mean:0.000} "
            + $"and the test error from {least.TestError.Mean:0.000} to {most.TestError.Mean:0.000}."));
    }
}
