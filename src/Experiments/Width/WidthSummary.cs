using System.Globalization;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>The table of the width experiment, and in a sentence for each series whether its error falls with the width.</summary>
internal static class WidthSummary
{
    /// <summary>Prints them.</summary>
    /// <param name="points">The points.</param>
    /// <param name="judge">Which images the error is measured on: test or validation.</param>
    public static void Show(IReadOnlyList<WidthPoint> points, string judge)
    {
        Sheet table = Tables.Create($"Error on {judge} images against effective width")
            .Text("kind").Number("C").Number("S").Number("width").Number("connections").Number("density").Number("parameters")
            .Number($"{judge} error, %").Number("training loss").Number("time");
        foreach (WidthPoint point in points)
        {
            table.Row(
                point.Kind,
                Tables.Count(point.Channels),
                Tables.Count(point.Tokens),
                Tables.Count(point.Width),
                Tables.Count((long)Math.Round(point.Connections)),
                point.Density.ToString("0.####", CultureInfo.InvariantCulture),
                Tables.Count(point.ParameterCount),
                point.TestError.Times(100).ToString("0.00"),
                point.TrainLoss.ToString("0.000"),
                Tables.Seconds(point.Seconds));
        }

        Terminal.Write(table);
        foreach (WidthSeries series in WidthKind.All.SelectMany(kind => WidthSeries.Of(kind, points)).Where(series => series.Points.Count > 1))
        {
            Terminal.WriteLine(Describe(series, judge));
        }
    }

    private static string Describe(WidthSeries series, string judge)
    {
        (WidthPoint narrow, WidthPoint wide) = (series.Points[0], series.Points[^1]);
        double change = 100 * (wide.TestError.Mean - narrow.TestError.Mean);
        double standardError = 100 * Math.Sqrt(Square(narrow.TestError) + Square(wide.TestError));
        string verdict = Math.Abs(change) <= 2 * standardError ? "no clear change with width" : change < 0 ? "falls with width" : "rises with width";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{series.Name}: {verdict}; from width {narrow.Width:N0} to {wide.Width:N0} the {judge} error changes by {change:+0.00;-0.00} points{Certainty()}.");

        // Of the mean; nothing is known of it where there is one seed.
        static double Square(Spread error) => error.Deviation * error.Deviation / error.Count;
        string Certainty() => standardError > 0
            ? string.Create(CultureInfo.InvariantCulture, $" (standard error over the seeds {standardError:0.00})")
            : ", with a single seed";
    }
}
