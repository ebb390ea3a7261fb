using System.Globalization;
using System.Text;

namespace SparseGen.Bench.Gpu.Kernels;

/// <summary>The page <c>docs/gpu-kernels.md</c>.</summary>
internal static class KernelsPage
{
    /// <summary>Writes it.</summary>
    /// <param name="rows">The figures of all kernels, those of a kernel side by side.</param>
    public static string Write(IReadOnlyList<KernelFigures> rows)
    {
        var text = new StringBuilder();
        string[] architectures = [.. rows.Select(static row => row.Arch).Distinct()];
        text.AppendLine("# Kernels for GPUs, as NVIDIA's assembler has them").AppendLine();
        text.AppendLine("Written by `dotnet run -c Release --project bench -- kernels --page docs/gpu-kernels.md`, which needs `ptxas` and `nvdisasm`");
        text.AppendLine("(`eng/cuda-tools` gets them) and no GPU:");
        text.AppendLine("none of these numbers is a time. Three numbers are those of sm_80 (A100), sm_89 (RTX 4090) and sm_90 (H100).").AppendLine();
        text.AppendLine("- *Multiply-adds*: their share in the instructions of a whole step of the sum, in which a tile's next numbers are loaded and stored,");
        text.AppendLine("  and the group meets once.");
        text.AppendLine("- *Occupancy*: warps that are there at once, as a share of those that a multiprocessor has room for.");
        text.AppendLine("- *Quads*: loads of 128 bits from global memory. *Divisions*: of whole numbers, in loops.");
        text.AppendLine("- Spilled registers and local memory are listed only where there are any.").AppendLine();
        text.AppendLine(Summary(rows));
        foreach (IGrouping<string, KernelFigures> model in rows.GroupBy(static row => row.Model))
        {
            text.AppendLine($"## {model.Key}").AppendLine();
            text.AppendLine("| kernel | tile | registers | shared, bytes | occupancy, % | multiply-adds, % | quads | divisions | spilled, local |");
            text.AppendLine("|---|---|---:|---:|---:|---:|---:|---:|---:|");
            foreach (KernelFigures[] kernel in model.Chunk(architectures.Length))
            {
                string mode = kernel[0].Mode is null or nameof(MathMode.Fp32) ? "" : $", {kernel[0].Mode}";
                string Each(Func<KernelFigures, string> of) => string.Join(" ", kernel.Select(of));
                string shares = kernel[0].Tile is null ? "-" : mode.Length > 0 ? "-" : Each(static row => row.FfmaShareOfStep is double share ? Percent(share) : "?");
                text.AppendLine(
                    $"| {kernel[0].Kernel}{mode} | {kernel[0].Tile ?? "-"} | {Each(static row => Whole(row.Registers))} | {Whole(kernel.Max(static row => row.SharedBytes))} "
                    + $"| {Each(static row => Percent(row.Occupancy))} | {shares} "
                    + $"| {Whole(kernel.Max(static row => row.WideGlobalLoads))} | {Whole(kernel.Max(static row => row.DivisionsInLoops))} | {Memory(kernel)} |");
            }

            text.AppendLine();
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }

    /// <summary>The worst of each size of tile.</summary>
    private static string Summary(IReadOnlyList<KernelFigures> rows)
    {
        var text = new StringBuilder();
        text.AppendLine("| tile | kernels | multiply-adds of a step, % | wanted | occupancy, least, % | registers, most |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|");
        IEnumerable<IGrouping<string, KernelFigures>> tiles = rows.Where(static row => row.Mode is nameof(MathMode.Fp32)).GroupBy(static row => row.Tile!);
        foreach (IGrouping<string, KernelFigures> tile in tiles.OrderByDescending(static tile => tile.Key.Length))
        {
            double[] shares = [.. tile.Select(static row => row.FfmaShareOfStep).OfType<double>()];
            text.AppendLine(
                $"| {tile.Key} | {Whole(tile.Count() / 3)} | {Percent(shares.Min())} to {Percent(shares.Max())} | {Percent(tile.Min(static row => row.FfmaShareWanted))} "
                + $"| {Percent(tile.Min(static row => row.Occupancy))} | {Whole(tile.Max(static row => row.Registers))} |");
        }

        int misses = rows.Count(static row => KernelGoals.Miss(row) is not null);
        text.AppendLine().AppendLine(
            $"Of {Whole(rows.Count)} assembled kernels {Whole(rows.Count(static row => row.SpillBytes + row.LocalBytes > 0))} use local memory, "
            + $"{Whole(rows.Count(static row => row.DivisionsInLoops > 0))} divide whole numbers in a loop, and {Whole(misses)} miss something that is wanted.");
        return text.ToString();
    }

    private static string Memory(KernelFigures[] kernel) =>
        kernel.All(static row => row.SpillBytes + row.LocalBytes == 0) ? "" : string.Join(" ", kernel.Select(static row => $"{Whole(row.SpillBytes)}+{Whole(row.LocalBytes)}"));

    private static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double value) => (100 * value).ToString("0", CultureInfo.InvariantCulture);
}
