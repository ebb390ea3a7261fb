using ScottPlot;
using SparseGen.Tool.Display;

namespace SparseGen.Tool.Pictures;

/// <summary>How all pictures look: the same on every machine, since the font comes with the program.</summary>
internal static class PlotStyle
{
    private const int Width = 1000;
    private const int Height = 560;
    private const int SmallWidth = 640;
    private const int SmallHeight = 320;
    private const string FontName = "DejaVu Sans of SparseGen";

    // Okabe and Ito's colours, which people who see red and green alike can tell apart too.
    private static readonly string[] Colors = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];
    private static readonly MarkerShape[] Markers =
        [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown];
    private static readonly MarkerShape[] HollowMarkers =
        [MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp, MarkerShape.OpenDiamond, MarkerShape.OpenTriangleDown];

    // A machine without fonts would draw no text at all, and one with other fonts other pictures.
    private static readonly bool HasFont = AddFont();

    /// <summary>The colour of a series.</summary>
    /// <param name="series">Its number from 0.</param>
    public static Color ColorOf(int series) => Color.FromHex(Colors[series % Colors.Length]);

    /// <summary>The marker of a series.</summary>
    /// <param name="series">Its number from 0.</param>
    /// <param name="isHollow">Whether only its outline is drawn.</param>
    public static MarkerShape MarkerOf(int series, bool isHollow = false) => (isHollow ? HollowMarkers : Markers)[series % Markers.Length];

    /// <summary>An empty picture.</summary>
    /// <param name="title">Its title.</param>
    public static Plot Create(string title)
    {
        // Before the first plot: it decides about its fonts when it is made.
        _ = HasFont;
        var plot = new Plot();
        plot.Title(title);
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.FontSize = 17;
        plot.Grid.MajorLineColor = GridColor;
        return plot;
    }

    /// <summary>Writes the picture as PNG and says so.</summary>
    /// <param name="plot">The picture.</param>
    /// <param name="path">The file.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="hasLegend">Whether its series have names.</param>
    public static void Save(Plot plot, string path, int width = Width, int height = Height, bool hasLegend = true)
    {
        Finish(plot, hasLegend);
        plot.SavePng(path, width, height);
        Terminal.WriteLine($"Picture: {path}");
    }

    /// <summary>The picture as PNG, half as large, for a page that holds it.</summary>
    /// <param name="plot">The picture.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <param name="hasLegend">Whether its series have names.</param>
    public static byte[] ToPng(Plot plot, int width = SmallWidth, int height = SmallHeight, bool hasLegend = true)
    {
        Finish(plot, hasLegend);
        return plot.GetImage(width, height).GetImageBytes(ImageFormat.Png);
    }

    private static void Finish(Plot plot, bool hasLegend)
    {
        plot.Legend.ShadowColor = ScottPlot.Colors.Transparent;
        plot.Legend.OutlineColor = GridColor;

        if (hasLegend)
        {
            // Beside the lines, where it hides none of them.
            plot.ShowLegend(Edge.Right);
        }

        plot.Font.Set(FontName);
    }

    private static Color GridColor => Color.FromHex("#DDDDDD");

    private static bool AddFont()
    {
        Fonts.AddFontFile(FontName, Path.Combine(AppContext.BaseDirectory, "fonts", "DejaVuSans.ttf"));
        Fonts.Default = FontName;
        return true;
    }
}
