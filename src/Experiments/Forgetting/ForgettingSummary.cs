using System.Globalization;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>The table of the forgetting experiment, and in a sentence for each method what became of the data that were not available.</summary>
internal static class ForgettingSummary
{
    /// <summary>Prints them.</summary>
    /// <param name="points">The methods.</param>
    public static void Show(IReadOnlyList<ForgettingPoint> points)
    {
        // "Given" is short for available to the procedure, so that headers need not be broken.
        Sheet table = Tables.Create("Accuracy against the class, %: with the mark or plain, given to the procedure or not")
            .Text("method").Number("marked, given").Number("marked, not").Number("plain, given").Number("plain, not").Number("answers mark")
            .Number("time");
        foreach (ForgettingPoint point in points)
        {
            table.Row(
                point.Method,
                point.MarkedAvailable.Times(100).ToString("0.0"),
                point.MarkedUnavailable.Times(100).ToString("0.0"),
                point.PlainAvailable.Times(100).ToString("0.0"),
                point.PlainUnavailable.Times(100).ToString("0.0"),
                point.FollowsMark.Times(100).ToString("0.0"),
                Tables.Seconds(point.Seconds));
        }

        Terminal.Write(table);
        if (points.FirstOrDefault(point => point.Method == ForgettingMethod.Before) is not { } before)
        {
            return;
        }

        foreach (ForgettingPoint point in points.Where(
            point => point.Method is ForgettingMethod.Unprotected or ForgettingMethod.Elastic or ForgettingMethod.Distillation))
        {
            Terminal.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{point.Method}: with the mark and not available {Change(before.MarkedUnavailable, point.MarkedUnavailable)} points, "
                + $"without the mark {Change(before.PlainUnavailable, point.PlainUnavailable)}."));
        }
    }

    private static string Change(Spread before, Spread after) => (100 * (after.Mean - before.Mean)).ToString("+0.0;-0.0", CultureInfo.InvariantCulture);
}
