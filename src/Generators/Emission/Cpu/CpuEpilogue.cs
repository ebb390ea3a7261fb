using SparseGen.Generators.Emission.Model;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>The epilogue of a product: one call of the library's for each op, on the tile that the product has just stored.</summary>
internal static class CpuEpilogue
{
    /// <summary>The type argument for the epilogue of a product; its type is written when it is new.</summary>
    /// <param name="cpu">The pass.</param>
    /// <param name="fused">The product.</param>
    /// <param name="room">Floats of the workspace that the product itself uses.</param>
    /// <param name="tileLength">Floats of a tile.</param>
    /// <param name="needsWorkspace">Whether the epilogue has need of the workspace.</param>
    public static string Type(CpuContext cpu, FusedProduct fused, long room, long tileLength, out bool needsWorkspace)
    {
        needsWorkspace = false;
        if (fused.Epilogue is not { } chain)
        {
            return "NoEpilogue";
        }

        var tiles = new EpilogueTiles(fused);
        needsWorkspace = tiles.Count > 0;
        if (needsWorkspace)
        {
            cpu.Workspace(room + (tiles.Count * tileLength));
        }

        string Tile(Value value) => tiles.Temporary(value) is { } index
            ? $"new Tile(ref Unsafe.Add(ref operands.Workspace, {Text.Of(room + (index * tileLength))}), columns)"
            : chain.ChannelsOf(value) is > 0 and int channels
            ? $"new Tile(ref Unsafe.Add(ref operands.{OperandText.Operand(fused.EpilogueOperands.ToList().IndexOf(value))}, at % {Text.Of(channels)}))"
            : $"new Tile(ref Unsafe.Add(ref operands.{(tiles.IsInResult(value) ? "Output" : OperandText.Operand(fused.EpilogueOperands.ToList().IndexOf(value)))}, at), stride)";
        var calls = new CodeWriter();
        foreach (ElementwiseOp op in chain.Ops)
        {
            string noise = op.Noise is null ? "" : $"operands.{OperandText.Noise(fused.Noises.ToList().IndexOf(op.Noise))}.From(at)";
            (string kernel, IEnumerable<string> arguments) = op.OnTiles(op.Inputs.Select(Tile), op.Outputs.Select(Tile), noise, "stride");
            calls.Call(kernel, [.. arguments, "rows", "columns"]);
        }

        if (tiles.CopiedAtTheEnd is { } last)
        {
            calls.Call("Elementwise.Copy<TSimd, TVector>", [Tile(last), Tile(fused.Result), "rows", "columns"]);
        }

        string text = calls.ToString().TrimEnd('\n');
        return cpu.Kernel($"Epilogue|{text}", $"{chain.Name}Epilogue", (code, name) =>
        {
            code.Summary($"{chain.Description} of what a product has stored.");
            code.Line(GeneratedMarks.NestedType);
            using (code.Block($"private readonly struct {name} : IEpilogue"))
            using (code.Block($"public static void Run<TSimd, TVector>(scoped in ProductOperands operands, int at, int rows, int columns, int stride)", CpuContext.Constraints))
            {
                code.Lines(text);
            }
        });
    }
}
