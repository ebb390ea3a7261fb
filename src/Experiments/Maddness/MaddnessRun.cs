using SparseGen.Compression;
using SparseGen.Tool.Compressing;
using SparseGen.Tool.Datasets;

namespace SparseGen.Experiments;

/// <summary>A run of the experiment: one classifier in one form.</summary>
/// <param name="Codebooks">Codebooks; 0 for integers of 8 bits.</param>
/// <param name="Seed">Seed of the network.</param>
/// <param name="ExactAccuracy">Share of the test images that the network names rightly.</param>
/// <param name="Accuracy">The same with the compressed classifier.</param>
/// <param name="Error">Norm of the differences of the outputs over the norm of the exact ones, on the test images.</param>
/// <param name="Bytes">Bytes of the classifier.</param>
/// <param name="ExactNanoseconds">Time of the exact classifier for an image, on one thread.</param>
/// <param name="Nanoseconds">Time of the compressed one.</param>
internal sealed record MaddnessRun(
    int Codebooks, int Seed, double ExactAccuracy, double Accuracy, double Error, long Bytes, double ExactNanoseconds, double Nanoseconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<MaddnessRun> Schema { get; } = new(
        ["codebooks", "seed", "exact_accuracy", "accuracy", "error", "bytes", "exact_ns", "ns"],
        run => KeyOf(run.Codebooks, run.Seed),
        run =>
        [
            Cell.Of(run.Codebooks), Cell.Of(run.Seed), Cell.Of(run.ExactAccuracy), Cell.Of(run.Accuracy), Cell.Of(run.Error), Cell.Of(run.Bytes), Cell.Of(run.ExactNanoseconds),
            Cell.Of(run.Nanoseconds),
        ],
        cells => new MaddnessRun(cells.Int(), cells.Int(), cells.Double(), cells.Double(), cells.Double(), cells.Int(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(int codebooks, int seed) => $"codebooks {codebooks} seed {seed}";

    /// <summary>What the classifier is called.</summary>
    public static string NameOf(int codebooks) => codebooks == 0 ? "int8" : $"{codebooks} codebooks";

    /// <summary>A run that is to be done: the classifier of a trained network is made with features of its training images and judged by the test images.</summary>
    public static PlannedRun<MaddnessRun> Plan(int codebooks, int seed, ImageTraining training, Func<RunContext, FeaturePerceptron> trained)
        => new(KeyOf(codebooks, seed), $"{NameOf(codebooks)}, seed {seed}", context =>
        {
            FeaturePerceptron model = trained(context);
            (Dataset train, Dataset test) = (training.Data.Train, training.Data.Test);
            var options = new CompressionOptions
            {
                Method = codebooks == 0 ? CompressionMethod.Int8 : CompressionMethod.Maddness,
                Layers = CompressedLayers.Last,
                Maddness = new MaddnessOptions { Codebooks = Math.Max(1, codebooks) },
            };
            CompressedModel compressed = CompressedModel.Create(model, train.ReadInputs(), options);
            CompressedLayer layer = compressed.Layers[0];
            var scores = new OutputScores(test, FeaturePerceptron.Info.OutputSize, training.Batch);
            float[] exact = scores.Of(model.Forward), found = scores.Of(compressed.Forward);
            context.ThrowIfStopped();
            (double exactTime, double time) = CompressOperation.NanosecondsOfRow(layer.Exact[0], layer.Maps[0]);
            return new MaddnessRun(
                codebooks, seed, scores.Accuracy(exact), scores.Accuracy(found), OutputScores.Error(found, exact), layer.Bytes, exactTime, time);
        });
}
