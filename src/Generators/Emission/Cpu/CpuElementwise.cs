using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Kernels for elementwise ops: on a whole buffer, or on a tile that a product has just stored.</summary>
internal static class CpuElementwise
{
    /// <summary>
    /// Name of the kernel for a chain: it reads the chain's inputs and stores the outputs in <paramref name="stored"/>,
    /// in the order inputs, outputs, random bits, rows, columns, stride.
    /// </summary>
    public static string Kernel(CpuContext cpu, ElementwiseChain chain, IReadOnlyList<Value> stored)
    {
        return cpu.Kernel($"Elementwise|{chain.Key(stored)}", chain.Name, (code, name) => Write(code, name, chain, stored));
    }

    /// <summary>
    /// Runs the chain behind a product on a tile that the product has just stored: operands of the chain that are not the product's result are
    /// called <c>operand0</c>, <c>operand1</c> ...
    /// </summary>
    /// <param name="code">Where to write.</param>
    /// <param name="kernel">Name of the chain's kernel.</param>
    /// <param name="fused">The product with the chain.</param>
    /// <param name="at">Where the tile starts: an expression.</param>
    /// <param name="extents">Rows, columns and stride of the tile, as arguments.</param>
    public static void CallOnTile(CodeWriter code, string kernel, FusedProduct fused, string at, string extents)
    {
        int next = 0;
        IEnumerable<string> operands = fused.Epilogue!.Inputs.Concat(fused.Stored).Select(v => fused.IsResult(v) ? "output" : $"operand{next++}");
        string tiles = string.Join(
            ", ", operands.Select(o => $"ref Unsafe.Add(ref {o}, {at})").Concat(fused.Noises.Select((_, i) => $"noise{i}.From({at})")));
        code.Line($"{kernel}<TSimd, TVector>({tiles}, {extents});");
    }

    private static void Write(CodeWriter code, string name, ElementwiseChain chain, IReadOnlyList<Value> stored)
    {
        IReadOnlyDictionary<Value, string> names = chain.Names();
        code.Summary($"{chain.Description} of each element of [rows, columns], rows being a stride apart.");
        string parameters = string.Join(
            ", ",
            chain.Inputs.Select(v => $"ref float {names[v]}Source").Concat(stored.Select(v => $"ref float {names[v]}Target"))
                .Concat(chain.NoiseNames.Select(static n => $"NoiseStream {n}")));
        using (code.Block($"private static void {name}<TSimd, TVector>({parameters}, int rows, int columns, int stride)", CpuContext.Constraints))
        using (code.Block("for (int row = 0; row < rows; row++)"))
        {
            foreach (string statement in chain.RowStatements(Arithmetic.Vectors))
            {
                code.Line(statement);
            }

            WriteColumns(code, chain, stored, names);
        }
    }

    private static void WriteColumns(CodeWriter code, ElementwiseChain chain, IReadOnlyList<Value> stored, IReadOnlyDictionary<Value, string> names)
    {
        using (code.Block("for (int column = 0; column < columns; column += TSimd.Width)"))
        {
            code.Line("int at = row * stride + column;");
            foreach (Value input in chain.Inputs)
            {
                code.Line($"TVector {names[input]} = TSimd.Load(ref Unsafe.Add(ref {names[input]}Source, at));");
            }

            foreach (string statement in chain.Statements(Arithmetic.Vectors))
            {
                code.Line(statement);
            }

            foreach (Value output in stored)
            {
                code.Line($"Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref {names[output]}Target, at), {names[output]}, columns - column);");
            }
        }
    }
}
