using System.Globalization;

namespace SparseGen.Bench.Gpu.Kernels;

/// <summary>What every kernel is to reach.</summary>
internal static class KernelGoals
{
    /// <summary>Occupancy of products.</summary>
    public const double Occupancy = 0.25;

    /// <summary>Occupancy of products on tensor cores, of which a few warps keep a multiprocessor busy.</summary>
    public const double TensorOccupancy = 0.12;

    /// <summary>The share of multiply-adds in the steps of a product.</summary>
    /// <param name="tile">Its tile.</param>
    public static double Share(string tile) => tile switch { "128 x 128" => 0.80, "64 x 64" => 0.75, KernelSource.PackedRows => 0.40, _ => 0.65 };

    /// <summary>What a kernel misses, or null.</summary>
    public static string? Miss(KernelFigures row)
    {
        var misses = new List<string>();
        void Expect(bool holds, string what)
        {
            if (!holds)
            {
                misses.Add(what);
            }
        }

        string Percent(double value) => value.ToString("P1", CultureInfo.InvariantCulture);
        Expect(row.SpillBytes == 0, $"{row.SpillBytes} bytes spilled");
        Expect(row.LocalBytes == 0, $"{row.LocalBytes} bytes of local memory");
        Expect(row.DivisionsInLoops == 0, $"{row.DivisionsInLoops} divisions in loops");
        if (row.Tile is string tile)
        {
            bool isTensor = row.Mode is not (null or nameof(MathMode.Fp32));
            Expect(row.Occupancy >= (isTensor ? TensorOccupancy : Occupancy), $"occupancy {Percent(row.Occupancy)}");
            Expect(!isTensor || row.TensorShareOfStep > 0, "no step on tensor cores");
            string share = row.FfmaShareOfStep is double known ? Percent(known) : "unknown";
            Expect(isTensor || row.FfmaShareOfStep >= row.FfmaShareWanted, $"multiply-adds {share} of a step of {tile}");
        }

        return misses.Count == 0 ? null : $"{row.Model} {row.Kernel}{(row.Mode is null or nameof(MathMode.Fp32) ? "" : $" in {row.Mode}")} {row.Arch}: {string.Join(", ", misses)}";
    }
}
