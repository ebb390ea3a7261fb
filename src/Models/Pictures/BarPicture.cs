using ScottPlot;
using ScottPlot.TickGenerators;

namespace SparseGen.Tool.Pictures;

/// <summary>Groups of bars with error bars: a group for each thing measured, a bar in it for each series.</summary>
/// <param name="title">Above the picture.</param>
/// <param name="y">What the bars show, with unit.</param>
/// <param name="groups">Names of the groups.</param>
internal sealed class BarPicture(string title, string y, IReadOnlyList<string> groups)
{
    private const double GroupWidth = 0.8;
    private readonly List<(string Name, IReadOnlyList<Spread?> Bars)> _series = [];

    /// <summary>Adds a series.</summary>
    /// <param name="name">For the legend.</param>
    /// <param name="bars">A bar for each group; null leaves its place empty.</param>
    public void Add(string name, IReadOnlyList<Spread?> bars)
    {
        if (bars.Count != groups.Count)
        {
            throw new ArgumentException($"bars has {bars.Count} bars; expected one for each of the {groups.Count} groups.", nameof(bars));
        }

        _series.Add((name, bars));
    }

    /// <summary>Writes the picture as PNG.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
    {
        Plot plot = PlotStyle.Create(title);
        double width = GroupWidth / Math.Max(1, _series.Count);
        for (int series = 0; series < _series.Count; series++)
        {
            double offset = (series - ((_series.Count - 1) / 2.0)) * width;
            var bars = plot.Add.Bars(Draw(_series[series].Bars, offset, width, PlotStyle.ColorOf(series)));
            bars.LegendText = _series[series].Name;
        }

        plot.Axes.Margins(bottom: 0, top: 0.2);
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. groups.Select((_, i) => (double)i)], [.. groups]);
        plot.Axes.Bottom.TickLabelStyle.FontSize = 13;
        plot.Axes.Left.Label.Text = y;
        plot.Axes.Left.Label.Bold = false;
        plot.Axes.Left.Label.FontSize = 15;
        PlotStyle.Save(plot, path);
    }

    private static Bar[] Draw(IReadOnlyList<Spread?> spreads, double offset, double width, Color color)
        => [.. spreads.Index().Where(pair => pair.Item is not null).Select(pair => new Bar
        {
            Position = pair.Index + offset,
            Value = pair.Item!.Mean,
            Error = pair.Item.Deviation,
            Size = width * 0.92,
            FillColor = color,
            LineWidth = 0,
        })];
}
