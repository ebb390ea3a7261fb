using System.Globalization;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Display;

/// <summary>A compressed model beside the exact one.</summary>
internal static class CompressionSummary
{
    /// <summary>Prints a row for each map, then the models.</summary>
    /// <param name="report">The compression.</param>
    public static void Show(CompressionReport report)
    {
        Sheet table = Tables.Create($"{report.Model}: linear maps by {report.Method}")
            .Text("map").Number("inputs").Number("outputs").Number("error").Number("kB before", dropped: 1).Number("kB", dropped: 1)
            .Number("ns a row before", dropped: 2).Number("ns a row", dropped: 2).Number("faster");
        foreach (CompressedLayerReport layer in report.Layers)
        {
            table.Row(
                layer.Maps == 1 ? layer.Name : $"{layer.Name} ({layer.Maps})",
                Tables.Count(layer.Inputs),
                Tables.Count(layer.Outputs),
                Tables.Percent(layer.Error),
                Kilobytes(layer.ExactBytes),
                Kilobytes(layer.Bytes),
                One(layer.ExactNanoseconds),
                One(layer.Nanoseconds),
                One(layer.ExactNanoseconds / layer.Nanoseconds));
        }

        Terminal.Write(table);
        Terminal.WriteLine(
            $"Test accuracy {Tables.Percent(report.Accuracy)}, exact {Tables.Percent(report.ExactAccuracy)}; both name {Tables.Percent(report.Agreement)} "
            + $"of {Tables.Count(report.TestImages)} images alike; error of the outputs {Tables.Percent(report.Error)}");
        Terminal.WriteLine(
            $"{Tables.Count((long)Math.Round(report.ImagesPerSecond))} images/s, exact {Tables.Count((long)Math.Round(report.ExactImagesPerSecond))}, "
            + $"{One(report.ImagesPerSecond / report.ExactImagesPerSecond)} times, on {report.Threads} threads");
        Terminal.WriteLine(
            $"{report.File}: {Kilobytes(report.FileBytes)} kB, the checkpoint {Kilobytes(report.CheckpointBytes)} kB; made with {Tables.Count(report.Samples)} images");
    }

    /// <summary>Prints a row for each tensor, then the accuracy.</summary>
    /// <param name="report">The pruning.</param>
    public static void Show(PruningReport report)
    {
        Sheet table = Tables.Create($"{report.Model}: pruned by {report.Pattern}").Text("tensor").Number("outputs").Number("inputs").Number("weights left").Number("zero");
        foreach (PrunedTensorReport tensor in report.Tensors)
        {
            table.Row(
                tensor.Name,
                Tables.Count(tensor.Outputs),
                Tables.Count(tensor.Inputs),
                Tables.Count(tensor.Kept),
                Tables.Percent(1 - (tensor.Kept / ((double)tensor.Outputs * tensor.Inputs))));
        }

        Terminal.Write(table);
        Terminal.WriteLine(
            $"Test accuracy {Tables.Percent(report.Accuracy)}, before {Tables.Percent(report.ExactAccuracy)}, {Tables.Count(report.TestImages)} images; "
            + $"{Tables.Percent(report.Sparsity)} of the weights are zero");
        Terminal.WriteLine($"Checkpoint: {report.File}");
        Terminal.WriteLine($"Masks: {report.MaskFile}");
    }

    private static string Kilobytes(long bytes) => Tables.Count((bytes + 999) / 1000);

    private static string One(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
