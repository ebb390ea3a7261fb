using SparseGen.Compression;
using SparseGen.Models;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Compressing;

/// <summary>Replaces linear maps of a saved model, writes the result, and compares it with the exact model.</summary>
/// <param name="settings">Of which model, and where to.</param>
/// <param name="options">How.</param>
/// <param name="calibration">Images that maps are made with.</param>
/// <param name="test">Images of the comparison.</param>
internal sealed class CompressOperation(CompressSettings settings, CompressionOptions options, Dataset calibration, Dataset test) : IModelOperation<CompressionReport>
{
    private const int MeasuredRows = 1024;

    /// <inheritdoc/>
    public CompressionReport Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(settings.Batch, Device.CpuWithThreads(settings.Threads));
        Checkpoint.Load(settings.Checkpoint, model.Parameters);
        CompressedModel compressed = CompressedModel.Create(model, calibration.ReadInputs(), options);
        compressed.Threads = settings.Threads;
        compressed.Save(settings.File);
        var scores = new OutputScores(test, TModel.Info.OutputSize, settings.Batch);
        float[] exact = scores.Of(model.Forward), found = scores.Of(compressed.Forward);
        float[] input = test.Take(Math.Min(settings.Batch, test.Count)).ReadInputs(), output = new float[input.Length / test.InputSize * TModel.Info.OutputSize];
        int images = input.Length / test.InputSize;
        (double exactSeconds, double seconds) = Turns.Measure(() => model.Forward(input, output), () => compressed.Forward(input, output));
        return new CompressionReport(
            entry.Name,
            options.Method == CompressionMethod.Int8 ? "int8" : "maddness",
            Path.GetFullPath(settings.Checkpoint),
            Path.GetFullPath(settings.File),
            new FileInfo(settings.File).Length,
            new FileInfo(settings.Checkpoint).Length,
            calibration.Count,
            test.Count,
            scores.Accuracy(exact),
            scores.Accuracy(found),
            scores.Agreement(exact, found),
            OutputScores.Error(found, exact),
            settings.Threads,
            images / exactSeconds,
            images / seconds,
            [.. compressed.Layers.Select(Measure)]);
    }

    /// <summary>What a row of many costs two maps, on one thread. What stands in it makes no difference to any of them.</summary>
    public static (double Exact, double Compressed) NanosecondsOfRow(ICompressedLinear exact, ICompressedLinear compressed)
    {
        var random = new Random(1);
        float[] rows = new float[MeasuredRows * exact.Inputs], output = new float[MeasuredRows * exact.Outputs];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = (float)((2 * random.NextDouble()) - 1);
        }

        (double first, double second) = Turns.Measure(() => exact.Multiply(rows, output), () => compressed.Multiply(rows, output));
        return (1e9 * first / MeasuredRows, 1e9 * second / MeasuredRows);
    }

    private static CompressedLayerReport Measure(CompressedLayer layer)
    {
        (double exact, double compressed) = NanosecondsOfRow(layer.Exact[0], layer.Maps[0]);
        return new CompressedLayerReport(layer.Name, layer.Inputs, layer.Outputs, layer.Maps.Length, layer.Error, layer.ExactBytes, layer.Bytes, exact, compressed);
    }
}
