using ScottPlot;
using ScottPlot.TickGenerators;

namespace SparseGen.Tool.Pictures;

/// <summary>Lines through points with error bars, on plain or logarithmic axes.</summary>
/// <param name="title">Above the picture.</param>
/// <param name="x">The horizontal axis.</param>
/// <param name="y">The vertical axis.</param>
internal sealed class LinePicture(string title, PlotAxis x, PlotAxis y)
{
    private readonly Plot _plot = PlotStyle.Create(title);
    private readonly List<double> _xs = [];
    private readonly List<double> _ys = [];
    private int _series;

    /// <summary>Adds a line; error bars where the points have a deviation.</summary>
    /// <param name="name">For the legend.</param>
    /// <param name="points">The points from left to right; none adds nothing.</param>
    /// <param name="isDashed">Whether the line is dashed.</param>
    /// <param name="hasMarkers">Whether the points are marked; a theory's are not.</param>
    /// <param name="style">Number of the colour and marker, for lines that share them; the next one by default.</param>
    public void Add(string name, IReadOnlyList<PlotPoint> points, bool isDashed = false, bool hasMarkers = true, int? style = null)
    {
        int series = style ?? _series;
        _series = Math.Max(_series, series + 1);
        PlotPoint[] shown = [.. points.Where(IsShown)];
        if (shown.Length == 0)
        {
            return;
        }

        Color color = PlotStyle.ColorOf(series);
        double[] xs = [.. shown.Select(point => x.Place(point.X))];
        double[] ys = [.. shown.Select(point => y.Place(point.Y.Mean))];
        var line = _plot.Add.Scatter(xs, ys, color);
        line.LegendText = name;
        line.LineWidth = 2;
        line.LinePattern = isDashed ? LinePattern.Dashed : LinePattern.Solid;

        // The legend's sample of a line is too short to show the dashes, so hollow markers tell dashed lines from others.
        line.MarkerShape = hasMarkers ? PlotStyle.MarkerOf(series, isHollow: isDashed) : MarkerShape.None;
        line.MarkerSize = 9;
        line.MarkerLineWidth = 2;

        if (shown.Any(point => point.Y.Deviation > 0))
        {
            AddErrorBars(shown, xs, ys, color);
        }

        _xs.AddRange(shown.Select(point => point.X));
        _ys.AddRange(shown.Select(point => point.Y.Mean));
    }

    /// <summary>Writes the picture as PNG.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
    {
        Finish();
        PlotStyle.Save(_plot, path);
    }

    /// <summary>The picture as PNG.</summary>
    public byte[] ToPng()
    {
        Finish();
        return PlotStyle.ToPng(_plot);
    }

    private void Finish()
    {
        _plot.Axes.Margins(horizontal: 0.06, vertical: 0.12);
        _plot.Axes.AutoScale();
        Label(_plot.Axes.Bottom, x, _xs);
        Label(_plot.Axes.Left, y, _ys);
    }

    // On a logarithmic axis the bar is longer below than above, and one that reaches 0 has no lower end: it is cut at a tenth of the mean.
    private void AddErrorBars(PlotPoint[] points, double[] xs, double[] ys, Color color)
    {
        double[] up = [.. points.Select((point, i) => y.Place(point.Y.Mean + point.Y.Deviation) - ys[i])];
        double[] down = [.. points.Select((point, i) => ys[i] - y.Place(LowerEnd(point.Y)))];
        var bars = _plot.Add.ErrorBar(xs, ys, up);
        bars.YErrorNegative = down;
        bars.Color = color;
        bars.LineWidth = 1.5f;
        bars.CapSize = 5;
    }

    private double LowerEnd(Spread spread)
    {
        double end = spread.Mean - spread.Deviation;
        return y.IsLogarithmic ? Math.Max(end, spread.Mean / 10) : end;
    }

    private bool IsShown(PlotPoint point)
        => double.IsFinite(x.Place(point.X)) && double.IsFinite(y.Place(point.Y.Mean)) && double.IsFinite(point.Y.Deviation);

    private static void Label(IAxis axis, PlotAxis settings, List<double> values)
    {
        axis.Label.Text = settings.Label;
        axis.Label.Bold = false;
        axis.Label.FontSize = 15;
        axis.TickLabelStyle.FontSize = 13;
        if (settings.IsLogarithmic && values.Count > 0)
        {
            var ticks = new NumericManual();
            foreach (double tick in Ticks.Logarithmic(Math.Pow(10, axis.Range.Min), Math.Pow(10, axis.Range.Max)))
            {
                ticks.AddMajor(settings.Place(tick), Ticks.Text(tick));
            }

            axis.TickGenerator = ticks;
        }
    }
}
