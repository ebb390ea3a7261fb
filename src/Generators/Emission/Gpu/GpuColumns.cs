using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// Kernels that add up the rows of the batch for each column, as gradients of parameters do: a thread a column, the rows split between groups, each of
/// which leaves a partial sum.
/// </summary>
internal sealed class GpuColumns
{
    /// <summary>What the kernel computes, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Buffers that it reads, by name.</summary>
    public required IReadOnlyList<string> Views { get; init; }

    /// <summary>Lists of indices that it reads, by name.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Rows of the batch, where the kernel is launched: an expression. Null where whoever launches it gives them.</summary>
    public string? Rows { get; init; }

    /// <summary>What a column is called in the kernel.</summary>
    public required string Column { get; init; }

    /// <summary>Number of columns.</summary>
    public required int Count { get; init; }

    /// <summary>Statements before the first row of a block of rows: they declare the sums.</summary>
    public required IReadOnlyList<string> Start { get; init; }

    /// <summary>Statements of a row.</summary>
    public required IReadOnlyList<string> Row { get; init; }

    /// <summary>The gradients, each of a float a column: name, and what is added to it behind the last row of a block, an expression.</summary>
    public required IReadOnlyList<(string Name, string Value)> Gradients { get; init; }

    /// <summary>The kernel.</summary>
    public GpuKernel Create() => new()
    {
        Summary = Summary,
        Views = Views,
        Tables = Tables,
        Arguments = Rows is null ? ["rows"] : [],
        Numbers = ["rows", "chunk"],
        Preparation = (Rows is null ? "" : $"int rows = {Rows};\n") + "int splits = frame.Split(rows, out int chunk);",
        Gradients = [.. Gradients.Select(gradient => (gradient.Name, (long)Count))],
        Configuration = GpuKernel.Groups(Text.Of((Count + GpuKernel.Threads - 1) / GpuKernel.Threads), "splits"),
        Body = Write,
    };

    private void Write(CodeWriter code)
    {
        code.Line($"int {Column} = Grid.IdxX * {GpuKernel.Threads} + Group.IdxX;");
        using (code.Block($"if ({Column} < {Count})"))
        {
            code.Line("int first = Grid.IdxY * chunk;");
            code.Line("int last = IntrinsicMath.Min(first + chunk, rows);");
            for (int i = 0; i < Gradients.Count; i++)
            {
                code.Line($"float total{i} = 0f;");
            }

            using (code.Block($"for (int block = first; block < last; block += {SumBlock.GpuTerms})"))
            {
                code.Line($"int end = IntrinsicMath.Min(block + {SumBlock.GpuTerms}, last);");
                WriteAll(code, Start);
                using (code.Block("for (int row = block; row < end; row++)"))
                {
                    WriteAll(code, Row);
                }

                for (int i = 0; i < Gradients.Count; i++)
                {
                    code.Line($"total{i} += {Gradients[i].Value};");
                }
            }

            for (int i = 0; i < Gradients.Count; i++)
            {
                string place = i == 0 ? Column : $"{Text.Of((long)i * Count)} + {Column}";
                code.Line($"partials[Grid.IdxY * {Text.Of((long)Gradients.Count * Count)} + {place}] = total{i};");
            }
        }
    }

    private static void WriteAll(CodeWriter code, IReadOnlyList<string> statements)
    {
        foreach (string statement in statements)
        {
            code.Line(statement);
        }
    }
}
