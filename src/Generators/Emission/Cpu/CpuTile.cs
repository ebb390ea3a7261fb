using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Strides and trimmings of a register tile.</summary>
/// <param name="LeftRow">Floats from one row of the left operand to the next.</param>
/// <param name="LeftDepth">Floats from one step of the sum to the next in the left operand.</param>
/// <param name="RightDepth">Floats from one step of the sum to the next in the right operand.</param>
/// <param name="OutputRow">Floats from one row of the output to the next.</param>
/// <param name="Depth">Steps of the sum; null when they are counted at run time.</param>
/// <param name="Bias">"rows", "columns" or null.</param>
/// <param name="BiasRow">Floats from one row's bias to the next.</param>
/// <param name="HasResidual">Whether a residual is added.</param>
/// <param name="Accumulates">Whether the sum is added to what the output holds.</param>
/// <param name="HasRaggedColumns">Whether the last vectors can be partial.</param>
/// <param name="IsNarrow">Whether one vector holds all columns, so that a second one would idle.</param>
internal sealed record TileShape(
    int LeftRow, int LeftDepth, int RightDepth, int OutputRow, int? Depth, string? Bias, int BiasRow, bool HasResidual, bool Accumulates, bool HasRaggedColumns,
    bool IsNarrow = false);

/// <summary>Writes one register tile as straight-line code, accumulators as local variables.</summary>
internal static class CpuTile
{
    public static void Write(CodeWriter code, string name, int height, TileShape tile)
    {
        string[] parameters =
        [
            "ref float left", "ref float right",
            .. tile.Bias is null ? Array.Empty<string>() : ["ref float bias"],
            "ref float output",
            .. tile.HasResidual ? ["ref float residual"] : Array.Empty<string>(),
            .. tile.HasRaggedColumns ? ["int columns"] : Array.Empty<string>(),
            .. tile.Depth is null ? ["int depth"] : Array.Empty<string>(),
        ];
        code.Summary($"A register tile of {height} row(s) and {(tile.IsNarrow ? "one vector" : "two vectors")} of columns.");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        using (code.Block($"private static void {name}<TSimd, TVector>({string.Join(", ", parameters)})", CpuContext.Constraints))
        {
            string depth = tile.Depth is { } fixedDepth ? Text.Of(fixedDepth) : "depth";
            if (!tile.Accumulates || tile.Depth <= SumBlock.Terms)
            {
                WriteSum(code, height, tile, "0", depth);
                return;
            }

            using (code.Block($"for (int first = 0; first < {depth}; first += {SumBlock.Terms})"))
            {
                code.Line($"int last = Math.Min(first + {SumBlock.Terms}, {depth});");
                WriteSum(code, height, tile, "first", "last");
            }
        }
    }

    /// <summary>Some steps of the sum, from where the tile starts or, for gradients, from zero: they are added to what is there at the end.</summary>
    private static void WriteSum(CodeWriter code, int height, TileShape tile, string first, string end)
    {
        WriteStart(code, height, tile);
        using (code.Block($"for (int k = {first}; k < {end}; k++)"))
        {
            code.Line("TVector right0 = TSimd.Load(ref right)"
                + (tile.IsNarrow ? ";" : ", right1 = TSimd.Load(ref Unsafe.Add(ref right, TSimd.Width));"));
            for (int row = 0; row < height; row++)
            {
                string declare = row == 0 ? "TVector " : "";
                code.Line(
                    $"{declare}number = TSimd.Broadcast({At("left", (long)row * tile.LeftRow)}); "
                    + $"sum{row}A = TSimd.MultiplyAdd(number, right0, sum{row}A);"
                    + (tile.IsNarrow ? "" : $" sum{row}B = TSimd.MultiplyAdd(number, right1, sum{row}B);"));
            }

            code.Line($"left = ref Unsafe.Add(ref left, {tile.LeftDepth});");
            code.Line($"right = ref Unsafe.Add(ref right, {tile.RightDepth});");
        }

        code.Line();
        WriteEnd(code, height, tile);
    }

    private static void WriteStart(CodeWriter code, int height, TileShape tile)
    {
        if (tile.Bias == "columns")
        {
            code.Line("TVector bias0 = TSimd.Load(ref bias)"
                + (tile.IsNarrow ? ";" : ", bias1 = TSimd.Load(ref Unsafe.Add(ref bias, TSimd.Width));"));
        }

        for (int row = 0; row < height; row++)
        {
            (string first, string second) = tile switch
            {
                { Bias: "columns" } => ("bias0", "bias1"),
                { Bias: "rows" } => ($"TSimd.Broadcast({At("bias", (long)row * tile.BiasRow)})", $"sum{row}A"),
                _ => ("TSimd.Zero", "TSimd.Zero"),
            };
            code.Line($"TVector sum{row}A = {first}" + (tile.IsNarrow ? ";" : $", sum{row}B = {second};"));
        }
    }

    private static void WriteEnd(CodeWriter code, int height, TileShape tile)
    {
        for (int row = 0; row < height; row++)
        {
            long offset = (long)row * tile.OutputRow;
            (string first, string second) = ($"sum{row}A", $"sum{row}B");
            if ((tile.Accumulates ? "output" : tile.HasResidual ? "residual" : null) is { } addend)
            {
                first = $"TSimd.Add({first}, TSimd.Load(ref {At(addend, offset)}))";
                second = $"TSimd.Add({second}, TSimd.Load(ref Unsafe.Add(ref {addend}, {Plus(offset)}TSimd.Width)))";
            }

            if (tile.IsNarrow)
            {
                code.Line($"Lanes.Store<TSimd, TVector>(ref {At("output", offset)}, {first}, columns);");
            }
            else if (tile.HasRaggedColumns)
            {
                code.Line($"Lanes.StorePair<TSimd, TVector>(ref {At("output", offset)}, {first}, {second}, columns);");
            }
            else
            {
                code.Line($"TSimd.Store(ref {At("output", offset)}, {first}); TSimd.Store(ref Unsafe.Add(ref output, {Plus(offset)}TSimd.Width), {second});");
            }
        }
    }

    private static string At(string reference, long offset) => offset == 0 ? reference : $"Unsafe.Add(ref {reference}, {Text.Of(offset)})";

    private static string Plus(long offset) => offset == 0 ? "" : $"{Text.Of(offset)} + ";
}
