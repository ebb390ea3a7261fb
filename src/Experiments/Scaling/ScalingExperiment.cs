using System.Globalization;
using SparseGen.Analysis;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>
/// Scaling laws of MLPs (Bachmann, Anagnostidis and Hofmann 2023, arXiv 2306.13575) on Fashion-MNIST: the test error of bottleneck MLPs over parameters with all images,
/// and over images with the widest model, with laws
/// a (b + C)^-alpha + E0 fitted to both.
/// </summary>
/// <param name="session">Files, seeds, device.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="optimizer">How models learn.</param>
internal sealed class ScalingExperiment(ExperimentSession session, ImageTraining training, WidthOptimizer optimizer)
{
    /// <summary>The fewest images of which a 32nd is something to learn from.</summary>
    public const int LeastImages = 320;

    private const int Parts = 6;
    private const string Parameters = "parameters", Images = "training images";

    private int MostImages => training.Data.Train.Count;

    /// <summary>Does the runs that are missing, then shows the table and the laws, draws the pictures and writes the report.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        PlannedRun<ScalingRun>[] plan =
        [
            .. from seed in Enumerable.Range(0, session.Seeds)
               from part in Enumerable.Range(0, Parts)
               from model in ScalingModels.All
               let images = MostImages >> part
               where images == MostImages || model == ScalingModels.All[^1]
               select new PlannedRun<ScalingRun>(
                   ScalingRun.KeyOf(model.Width, images, seed), $"width {model.Width}, {images} images, seed {seed}", context => Train(model, images, seed, context)),
        ];
        return session.Complete(
            plan,
            optimizer.AddTo(training.AddTo(new ExperimentSettings())).Add("device", session.Device.Name),
            ScalingRun.Schema,
            ScalingPoint.Of,
            Show,
            points =>
            {
                Draw(Parameters, Along(points, isOverImages: false), session.FileOf("-parameters.png"));
                Draw(Images, Along(points, isOverImages: true), session.FileOf(".png"));
            },
            ExperimentJson.Default.ScalingReport);
    }

    // With few images as many steps as with all: what is compared is what can be learned from them, not how long.
    private ScalingRun Train(WidthModel model, int images, int seed, RunContext context)
    {
        ImageTraining part = training with
        {
            Data = training.Data with { Train = training.Data.Train.Take(images) },
            Epochs = training.Epochs * (MostImages / images),
        };
        WidthRun run = model.Entry.Apply(new WidthTraining(model, seed, part, optimizer, session.Device, context));
        return new ScalingRun(model.Width, images, seed, model.Entry.Info.ParameterCount, run.TestError, run.Seconds);
    }

    private (double C, Spread Error)[] Along(ScalingPoint[] points, bool isOverImages)
        => isOverImages
            ? [.. points.Where(point => point.Width == ScalingModels.All[^1].Width).Select(point => ((double)point.Images, point.TestError))]
            : [.. points.Where(point => point.Images == MostImages).Select(point => ((double)point.Parameters, point.TestError))];

    // Null until there are as many points as were planned.
    private static ScalingLaw? LawOf((double C, Spread Error)[] points)
        => points.Length < Parts ? null : ScalingLaw.Fit([.. points.Select(point => point.C)], [.. points.Select(point => point.Error.Mean)]);

    private void Show(ScalingPoint[] points)
    {
        Sheet table = Tables.Create("Error of bottleneck MLPs, %").Number("width").Number("parameters").Number("images").Number("error");
        foreach (ScalingPoint point in points)
        {
            table.Row(Tables.Count(point.Width), Tables.Count(point.Parameters), Tables.Count(point.Images), point.TestError.Times(100).ToString("0.00"));
        }

        Terminal.Write(table);
        foreach ((string what, bool isOverImages) in new[] { (Parameters, false), (Images, true) })
        {
            if (LawOf(Along(points, isOverImages)) is { } law)
            {
                Terminal.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Over {what}: E(C) = {law.A:G3} ({law.B:G3} + C)^-{law.Alpha:0.00} + {law.Limit:0.000}, with a root mean square of {100 * law.Residual:0.0} %."));
            }
        }
    }

    private static void Draw(string what, (double C, Spread Error)[] points, string path)
    {
        var picture = new LinePicture($"Error of bottleneck MLPs over {what}", new PlotAxis(what, IsLogarithmic: true), new PlotAxis("error", IsLogarithmic: true));
        picture.Add("measured", [.. points.Select(point => new PlotPoint(point.C, point.Error))]);
        if (LawOf(points) is { } law)
        {
            (double first, double last) = (points[0].C, points[^1].C);
            picture.Add(
                "law",
                [.. Enumerable.Range(0, 60).Select(i => first * Math.Pow(last / first, i / 59.0)).Select(c => new PlotPoint(c, law.At(c)))],
                isDashed: true,
                hasMarkers: false);
        }

        picture.Save(path);
    }
}
