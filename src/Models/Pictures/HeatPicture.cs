using ScottPlot;
using ScottPlot.TickGenerators;

namespace SparseGen.Tool.Pictures;

/// <summary>A matrix as coloured squares, with its numbers' scale beside it.</summary>
/// <param name="title">Above the picture.</param>
/// <param name="rows">Names of the rows, from the top down.</param>
/// <param name="columns">Names of the columns.</param>
internal sealed class HeatPicture(PlotTitles title, IReadOnlyList<string> rows, IReadOnlyList<string> columns)
{
    private const int Side = 46, Frame = 300, MostSide = 1100;

    /// <summary>Writes the picture as PNG.</summary>
    /// <param name="path">The file.</param>
    /// <param name="values">[rows, columns].</param>
    /// <param name="least">The value of the darkest colour.</param>
    /// <param name="largest">The value of the brightest colour.</param>
    public void Save(string path, double[,] values, double least, double largest)
        => PlotStyle.Save(Draw(values, least, largest), path, Pixels(columns), Pixels(rows), hasLegend: false);

    /// <summary>The picture as PNG.</summary>
    /// <inheritdoc cref="Save"/>
    public byte[] ToPng(double[,] values, double least, double largest)
        => PlotStyle.ToPng(Draw(values, least, largest), Pixels(columns), Pixels(rows), hasLegend: false);

    private static int Pixels(IReadOnlyList<string> names) => Math.Min(MostSide, Frame + (Side * names.Count));

    private Plot Draw(double[,] values, double least, double largest)
    {
        if (values.GetLength(0) != rows.Count || values.GetLength(1) != columns.Count)
        {
            throw new ArgumentException($"values is {values.GetLength(0)} x {values.GetLength(1)}; expected {rows.Count} x {columns.Count}.", nameof(values));
        }

        Plot plot = PlotStyle.Create(title.Title);
        var map = plot.Add.Heatmap(values);
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        map.ManualRange = new ScottPlot.Range(least, largest);
        plot.Add.ColorBar(map);
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. columns.Select((_, i) => (double)i)], [.. columns]);
        plot.Axes.Left.TickGenerator = new NumericManual([.. rows.Select((_, i) => (double)(rows.Count - 1 - i))], [.. rows]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = -60;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
        plot.Axes.Bottom.MinimumSize = 110;
        Name(plot.Axes.Bottom, title.Columns);
        Name(plot.Axes.Left, title.Rows);
        plot.Axes.Margins(0, 0);
        return plot;
    }

    private static void Name(IAxis axis, string text)
    {
        axis.Label.Text = text;
        axis.Label.Bold = false;
        axis.Label.FontSize = 15;
    }
}
