using System.Globalization;
using SkiaSharp;
using SparseGen.Models;

namespace SparseGen.Experiments;

/// <summary>Three boxes: what one writes, what the generator makes of it, and how it learns.</summary>
internal static class OverviewPicture
{
    private const int Width = 1800, Height = 620, Top = 90, Bottom = 580;

    private const string Declaration = """
        [Model]
        [ImageInput(height: 28, width: 28,
                    channels: 1)]
        [PatchEmbedding(patch: 4, features: 64)]
        [MixerBlock(tokenHidden: 32,
                    channelHidden: 256, Repeat = 4)]
        [LayerNorm, TokenMean, Linear(10)]
        public sealed partial class FashionMixer;
        """;

    private static readonly SKColor Ink = SKColor.Parse("#222222"), Line = SKColor.Parse("#0072B2"), Pale = SKColor.Parse("#DDDDDD"), Box = SKColor.Parse("#F5F8FA");

    /// <summary>Draws it with the accuracies of a training, before the first epoch and after each.</summary>
    public static void Save(string path, IReadOnlyList<double> accuracies)
    {
        using SKTypeface face = SKTypeface.FromFile(Path.Combine(AppContext.BaseDirectory, "fonts", "DejaVuSans.ttf"));
        using var bitmap = new SKBitmap(Width, Height);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        var pen = new Pen(canvas, face);

        pen.Panel(20, 570, "You write");
        int y = Top + 60;
        foreach (string line in Declaration.Split('\n'))
        {
            int indent = line.Length - line.TrimStart().Length;
            pen.Text(line.TrimStart(), 45 + (indent * 11), y, 22);
            y += 50;
        }

        pen.Arrow(580, 630);
        pen.Panel(640, 1180, "The generator writes, while it compiles");
        DrawLayers(pen);
        pen.Arrow(1190, 1240);
        pen.Panel(1250, 1780, "It learns: test accuracy, 10,000 images");
        DrawCurve(pen, accuracies);

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using FileStream file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, quality: 100);
    }

    private static void DrawLayers(Pen pen)
    {
        int y = Top + 55;
        foreach (LayerInfo layer in FashionMixer.Info.Layers)
        {
            string shape = string.Join(" x ", layer.OutputShape);
            pen.Text(layer.Kind, 665, y, 20);
            pen.Text(shape, 880, y, 20);
            pen.Text(layer.ParameterCount == 0 ? "" : layer.ParameterCount.ToString("N0", CultureInfo.InvariantCulture) + " weights", 985, y, 20);
            y += 37;
        }

        string[] notes =
        [
            "forward, backward and tangent passes,",
            "memory planned, bias and GELU in the product:",
            "MixChannels64To256BiasGelu, ...",
            "SIMD of 512, 256, 128 bits; CUDA and OpenCL",
        ];
        y = Bottom - 20 - (34 * (notes.Length - 1));
        foreach (string note in notes)
        {
            pen.Text(note, 665, y, 19);
            y += 34;
        }
    }

    private static void DrawCurve(Pen pen, IReadOnlyList<double> accuracies)
    {
        const int Left = 1330, Right = 1745, Lowest = Bottom - 60, Highest = Top + 50;
        for (int percent = 0; percent <= 100; percent += 20)
        {
            int y = Lowest - ((Lowest - Highest) * percent / 100);
            pen.Segment(Left, y, Right, y, Pale, 1);
            pen.Text($"{percent} %", 1265, y + 7, 18);
        }

        SKPoint[] points = [.. accuracies.Select((accuracy, epoch) =>
            new SKPoint(Left + ((Right - Left) * epoch / (float)(accuracies.Count - 1)), (float)(Lowest - ((Lowest - Highest) * accuracy))))];
        for (int i = 1; i < points.Length; i++)
        {
            pen.Segment(points[i - 1].X, points[i - 1].Y, points[i].X, points[i].Y, Line, 4);
        }

        pen.Text(accuracies[^1].ToString("P1", CultureInfo.InvariantCulture), Right - 70, points[^1].Y - 15, 20);
        pen.Text($"{accuracies.Count - 1} epochs", Right - 100, Lowest + 35, 18);
    }

    /// <summary>What draws on a canvas with one font.</summary>
    private sealed record Pen(SKCanvas Canvas, SKTypeface Face)
    {
        public void Text(string text, float x, float y, float size)
        {
            using var font = new SKFont(Face, size);
            using var paint = new SKPaint { Color = Ink, IsAntialias = true };
            Canvas.DrawText(text, x, y, font, paint);
        }

        public void Segment(float x1, float y1, float x2, float y2, SKColor color, float width)
        {
            using var paint = new SKPaint { Color = color, IsAntialias = true, StrokeWidth = width, StrokeCap = SKStrokeCap.Round };
            Canvas.DrawLine(x1, y1, x2, y2, paint);
        }

        public void Panel(float left, float right, string title)
        {
            using var fill = new SKPaint { Color = Box, IsAntialias = true };
            Canvas.DrawRoundRect(new SKRect(left, Top, right, Bottom), 12, 12, fill);
            Text(title, left + 5, Top - 25, 26);
        }

        public void Arrow(float from, float to)
        {
            const int Middle = (Top + Bottom) / 2;
            Segment(from, Middle, to, Middle, Line, 4);
            Segment(to - 14, Middle - 12, to, Middle, Line, 4);
            Segment(to - 14, Middle + 12, to, Middle, Line, 4);
        }
    }
}
