using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>Elementwise ops: as kernels of their own, and as statements in the epilogue of another kernel.</summary>
internal static class GpuElementwise
{
    /// <summary>Name of the kernel for a chain, which takes the chain's inputs, then what it stores, then the number of elements, then random bits.</summary>
    public static string Kernel(GpuContext gpu, ElementwiseChain chain, IReadOnlyList<Value> stored)
    {
        return gpu.Kernel($"Elementwise|{chain.Key(stored)}", chain.Name, () =>
        {
            IReadOnlyDictionary<Value, string> names = chain.Names();
            return new GpuKernel
            {
                Summary = $"{chain.Description} of each element.",
                Views = [.. chain.Inputs.Select(v => names[v] + "Source"), .. stored.Select(v => names[v] + "Target")],
                Numbers = ["count"],
                Noises = chain.NoiseNames,
                Configuration = GpuKernel.Elementwise("count"),
                Body = code =>
                {
                    using (GpuKernel.ElementLoop(code, "i", "count"))
                    {
                        Write(code, chain, stored, v => $"{names[v]}Source[i]", v => $"{names[v]}Target[i]", place: "i");
                    }
                },
            };
        });
    }

    /// <summary>The statements: loads, computation, stores.</summary>
    /// <param name="code">Where to write.</param>
    /// <param name="chain">What to compute.</param>
    /// <param name="stored">Which results to store.</param>
    /// <param name="source">Where an input is: an expression.</param>
    /// <param name="target">Where a result goes: an expression.</param>
    /// <param name="place">Which element of the batch it is: an expression.</param>
    public static void Write(
        CodeWriter code, ElementwiseChain chain, IReadOnlyList<Value> stored, Func<Value, string> source, Func<Value, string> target, string place = "at")
    {
        IReadOnlyDictionary<Value, string> names = chain.Names();
        foreach (Value input in chain.Inputs)
        {
            code.Line($"float {names[input]} = {source(input)};");
        }

        foreach (string statement in chain.Statements(new Arithmetic(place)))
        {
            code.Line(statement);
        }

        foreach (Value output in stored)
        {
            code.Line($"{target(output)} = {names[output]};");
        }
    }

    /// <summary>Stores the result of a product, <c>value</c>, at the place <c>at</c>, and what the chain behind the product makes of it.</summary>
    /// <param name="code">Where to write.</param>
    /// <param name="fused">The product.</param>
    /// <param name="result">Where the result goes: a view.</param>
    /// <param name="operand">Operands of the chain that are not the result: views, by number.</param>
    public static void WriteResult(CodeWriter code, FusedProduct fused, string result, Func<int, string> operand)
    {
        if (!fused.IsInPlace)
        {
            code.Line($"{result}[at] = value;");
        }

        if (fused.Epilogue is { } chain)
        {
            int next = 0;
            Dictionary<Value, string> operands = fused.EpilogueOperands.ToDictionary(static v => v, _ => $"{operand(next++)}[at]");
            Write(code, chain, fused.Stored, v => v == fused.Result ? "value" : operands[v], v => fused.IsResult(v) ? $"{result}[at]" : operands[v]);
        }
    }
}
