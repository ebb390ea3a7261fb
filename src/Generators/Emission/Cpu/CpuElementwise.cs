using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Kernels for elementwise ops: on a whole buffer, or on a tile that a product has just stored.</summary>
internal static class CpuElementwise
{
    /// <summary>
    /// Name of the kernel for a chain: it reads the chain's inputs and stores the outputs in <paramref name="stored"/>,
    /// in the order inputs, outputs, rows, columns, stride.
    /// </summary>
    public static string Kernel(CpuContext cpu, ElementwiseChain chain, IReadOnlyList<Value> stored)
    {
        Dictionary<Value, string> names = Names(chain);
        string wiring = string.Join(";", chain.Ops.Select(op =>
            $"{op.Function}({string.Join(",", op.Inputs.Select(v => names[v]))})->{string.Join(",", op.Outputs.Select(v => names[v]))}"));
        string key = $"Elementwise|{wiring}|{string.Join(",", stored.Select(v => names[v]))}";
        return cpu.Kernel(key, string.Concat(chain.Ops.Select(static op => op.Function)), (code, name) => Write(code, name, chain, stored, names));
    }

    private static Dictionary<Value, string> Names(ElementwiseChain chain)
    {
        var names = new Dictionary<Value, string>();
        for (int i = 0; i < chain.Inputs.Count; i++)
        {
            names[chain.Inputs[i]] = chain.Inputs.Count == 1 ? "x" : $"x{i}";
        }

        for (int i = 0; i < chain.Outputs.Count; i++)
        {
            names[chain.Outputs[i]] = chain.Outputs.Count == 1 ? "y" : $"y{i}";
        }

        return names;
    }

    private static void Write(CodeWriter code, string name, ElementwiseChain chain, IReadOnlyList<Value> stored, Dictionary<Value, string> names)
    {
        string functions = string.Join(", then ", chain.Ops.Select(static op => op.Function));
        code.Summary($"{functions} of each element of [rows, columns], rows being a stride apart.");
        string parameters = string.Join(", ", chain.Inputs.Select(v => $"ref float {names[v]}Source").Concat(stored.Select(v => $"ref float {names[v]}Target")));
        using (code.Block($"private static void {name}<TSimd, TVector>({parameters}, int rows, int columns, int stride)", CpuContext.Constraints))
        using (code.Block("for (int row = 0; row < rows; row++)"))
        using (code.Block("for (int column = 0; column < columns; column += TSimd.Width)"))
        {
            code.Line("int at = row * stride + column;");
            foreach (Value input in chain.Inputs)
            {
                code.Line($"TVector {names[input]} = TSimd.Load(ref Unsafe.Add(ref {names[input]}Source, at));");
            }

            foreach (ElementwiseOp op in chain.Ops)
            {
                foreach (string statement in op.CpuStatements([.. op.Inputs.Select(v => names[v])], [.. op.Outputs.Select(v => names[v])]))
                {
                    code.Line(statement);
                }
            }

            foreach (Value output in stored)
            {
                code.Line($"Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref {names[output]}Target, at), {names[output]}, columns - column);");
            }
        }
    }
}
