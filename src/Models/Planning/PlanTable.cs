using System.Globalization;
using SparseGen.Tool.Display;

namespace SparseGen.Tool.Planning;

/// <summary>The kernels of a plan, a row each.</summary>
internal static class PlanTable
{
    /// <summary>Prints them. What only the assembler knows is left out where it is not there.</summary>
    /// <param name="plan">The plan.</param>
    public static void Show(PlanReport plan)
    {
        bool isAssembled = plan.Passes.Any(static pass => pass.Kernels.Any(static kernel => kernel.Registers is not null));
        foreach (PassReport pass in plan.Passes)
        {
            Sheet table = Tables.Create($"{plan.Model}: {pass.Pass}, {Tables.Count(plan.Batch)} samples on {plan.Card}")
                .Text("kernel").Number("launches").Text("tile", dropped: 3).Text("grid", dropped: 2).Number("group", dropped: 1).Number("shared, bytes", dropped: 4);
            if (isAssembled)
            {
                table.Number("registers", dropped: 5).Number("occupancy, %", dropped: 6).Number("FFMA, %", dropped: 7);
            }

            table.Number("MFLOP").Number("MB").Number("least, us");
            foreach (KernelReport kernel in pass.Kernels)
            {
                string[] assembled = isAssembled ? [Or(kernel.Registers, "0"), Or(100 * kernel.Occupancy, "0"), Or(100 * kernel.FfmaShareOfStep, "0")] : [];
                table.Row(
                [
                    kernel.Kernel, Tables.Count(kernel.Launches), kernel.Tile ?? "-", string.Join('x', kernel.Grid), Tables.Count(kernel.GroupThreads),
                    Tables.Count(kernel.SharedBytes), .. assembled, kernel.Flops == 0 ? "-" : Number(kernel.Flops / 1e6, "0.0"), Number(kernel.Bytes / 1e6, "0.000"),
                    Number(kernel.RooflineMicroseconds, "0.00"),
                ]);
            }

            Terminal.Write(table);
            Terminal.WriteLine(
                $"{Tables.Count(pass.Launches)} launches, {Number(pass.Flops / 1e9, "0.000")} GFLOP in products, {Number(pass.Bytes / 1e6, "0.0")} MB, "
                + $"at least {Number(pass.RooflineMicroseconds, "0.0")} us");
        }

        Terminal.WriteLine(
            $"{plan.Card}: {Number(plan.TeraFlops, "0.0")} TFLOP/s in single precision, {Tables.Count((long)plan.GigabytesPerSecond)} GB/s ({plan.CardSource}). "
            + "The least time of a launch is that of its multiply-adds or of its bytes, each moved once; nothing was measured");
        if (!isAssembled)
        {
            Terminal.WriteLine("Registers, occupancy and the share of multiply-adds need ptxas and nvdisasm: eng/cuda-tools gets them, --tools FOLDER says where they are");
        }
    }

    private static string Or(double? value, string format) => value is double number ? Number(number, format) : "-";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
