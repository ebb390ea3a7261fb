using System.Globalization;
using SparseGen.Bench.Quick;
using SparseGen.Tool.Display;
using Spectre.Console;

namespace SparseGen.Bench.Layers;

/// <summary>The report for people: a row a layer, and under the table what the numbers mean.</summary>
internal static class LayersTable
{
    /// <summary>Prints it.</summary>
    /// <param name="report">What was measured.</param>
    public static void Show(LayersReport report)
    {
        Sheet table = Tables.Create($"Layers on the CPU, batch {report.Batch}, threads: {report.Threads}")
            .Text("layer").Number("sizes").Number("MACs")
            .Number("step us").Number("ceiling").Number("faster")
            .Number("infer us").Number("ceiling").Number("faster");
        foreach (LayerReport layer in report.Layers)
        {
            bool hasMacs = layer.Macs > 0;
            table.Row(
                layer.Name,
                $"{layer.InputSize}-{layer.OutputSize}",
                hasMacs ? Times((double)layer.DenseMacs / layer.Macs) : "-",
                Tables.Count((long)Math.Round(layer.TrainingMicroseconds)),
                hasMacs ? Share(layer.TrainingShareOfCeiling) : "-",
                Times(layer.TrainingTimesFaster),
                Tables.Count((long)Math.Round(layer.InferenceMicroseconds)),
                hasMacs ? Share(layer.InferenceShareOfCeiling) : "-",
                Times(layer.InferenceTimesFaster));
        }

        Terminal.Write(table);
        Conditions conditions = report.Conditions;
        Terminal.WriteLine(
            $"{conditions.Processor}, {conditions.Threads} threads, {conditions.VectorBits}-bit vectors, {conditions.Runtime}, {conditions.System}; "
            + $"FMA ceiling {report.CeilingGigaflopsPerSecond.ToString("0", CultureInfo.InvariantCulture)} GFLOP/s");
        Terminal.WriteLine("sizes: numbers of a sample, before and after the layer; layers on tokens get [32, 64]. 'MACs' and 'faster' compare with the");
        Terminal.WriteLine(
            "dense layer of the same two sizes, Linear on the flattened sample, measured in turns with the layer: its multiply-accumulates or time over the "
            + "layer's.");
        Terminal.WriteLine("A row 'A : B' compares with B instead, which is a block or a model as A is.");
        Terminal.WriteLine("Sparse layers on vectors, and the dense ones beside them, are measured two in a row; the numbers are those of one.");
        Terminal.WriteLine("A step is forward, backward to parameters and input, and AdamW; for its share of the ceiling it counts as three forward passes. Medians.");
    }

    private static string Times(double value) => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + "x";

    private static string Share(double value) => (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
