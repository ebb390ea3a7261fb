using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>
/// Gradients of weights by inner products: both operands are contiguous along the sum, so a tile of sums is kept in vectors over
/// all samples and each is added up across its lanes once, at the end, or as often as a lane has got the terms of a block (<see cref="SumBlock"/>).
/// </summary>
internal sealed class CpuInnerProduct(CpuContext cpu, ProductOp product)
{
    private static readonly (int Rows, int Columns)[] Tiles = [(4, 4), (4, 1), (2, 4), (2, 1), (1, 4), (1, 1)];

    private readonly Extents _extents = product.Extents;

    /// <summary>Whether a lane may get more terms than a block has; vectors of one number have all of them in one lane.</summary>
    private bool HasBlocks => (long)cpu.Buffers.ChunkSamples * _extents.Depth > SumBlock.Terms;

    /// <summary>Whether that can happen within a sample.</summary>
    private bool HasBlocksInSample => _extents.Depth > SumBlock.Terms;

    public void Emit()
    {
        cpu.AddsToGradient((long)(product.SumsGroups ? _extents.Groups : 1) * _extents.Depth);
        string key = string.Join("|", "Inner", _extents, product.LeftStrides, product.RightStrides, product.OutputStrides, product.Left.Size, product.Right.Size);
        string kernel = cpu.Kernel(key, $"TokenWeightGradient{Text.Name(_extents.Rows, _extents.Columns)}", Write);
        cpu.Call(kernel, cpu.Ref(product.Left), cpu.Ref(product.Right), cpu.Ref(product.Output), CpuContext.Samples);
    }

    private void Write(CodeWriter code, string name)
    {
        code.Summary($"output[m, n] += sum over the samples and k of left[m, k] right[n, k]; {_extents.Rows} rows, {_extents.Columns} columns, depth {_extents.Depth} a sample.");
        string signature = $"private static void {name}<TSimd, TVector>(ref float left, ref float right, ref float output, int samples)";
        using (code.Block(signature, CpuContext.Constraints))
        {
            using (_extents.Groups == 1 ? null : code.Block($"for (int group = 0; group < {_extents.Groups}; group++)"))
            {
                code.Line("int row = 0;");
                using (code.Block("if (TSimd.HasManyRegisters)"))
                {
                    WriteRows(code, name, 4);
                }

                code.Line();
                WriteRows(code, name, 2);
                WriteRows(code, name, 1);
            }
        }

        foreach ((int rows, int columns) in Tiles)
        {
            code.Line();
            WriteTile(code, name, rows, columns);
        }
    }

    private void WriteRows(CodeWriter code, string name, int rows)
    {
        using (code.Block($"for (; row <= {_extents.Rows - rows}; row += {rows})"))
        {
            code.Line("int column = 0;");
            foreach (int columns in new[] { 4, 1 })
            {
                using (code.Block($"for (; column <= {_extents.Columns - columns}; column += {columns})"))
                {
                    code.Line(
                        $"{name}Tile{rows}x{columns}<TSimd, TVector>(ref Unsafe.Add(ref left, {Group(product.LeftStrides)}{Text.Times("row", product.LeftStrides.Row)}), "
                        + $"ref Unsafe.Add(ref right, {Group(product.RightStrides)}{Text.Times("column", product.RightStrides.Column)}), "
                        + $"ref Unsafe.Add(ref output, {Group(product.OutputStrides)}{Text.Times("row", product.OutputStrides.Row)} + {Text.Times("column", product.OutputStrides.Column)}), samples);");
                }
            }
        }
    }

    private string Group(Strides strides) =>
        _extents.Groups == 1 || strides.Group == 0 ? "" : Text.Times("group", strides.Group) + " + ";

    private void WriteTile(CodeWriter code, string name, int rows, int columns)
    {
        code.Summary($"A register tile of {rows} x {columns} sums.");
        code.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        string signature = $"private static void {name}Tile{rows}x{columns}<TSimd, TVector>(ref float left, ref float right, ref float output, int samples)";
        using (code.Block(signature, CpuContext.Constraints))
        {
            for (int row = 0; row < rows; row++)
            {
                code.Line("TVector " + string.Join(", ", Enumerable.Range(0, columns).Select(c => $"sum{row}{c} = TSimd.Zero")) + ";");
            }

            if (HasBlocks)
            {
                code.Line($"int room = {SumBlock.Terms};");
            }

            using (code.Block("for (int sample = 0; sample < samples; sample++)"))
            {
                code.Line("int k = 0;");
                using (HasBlocksInSample ? code.Block($"while (k < {_extents.Depth})") : null)
                {
                    WriteBlock(code, rows, columns);
                }

                code.Line();
                code.Line($"left = ref Unsafe.Add(ref left, {product.Left.Size});");
                code.Line($"right = ref Unsafe.Add(ref right, {product.Right.Size});");
            }

            code.Line();
            WriteResult(code, rows, columns);
        }
    }

    /// <summary>The terms of a sample, or of as much of it as a block has; before them, if there is no room for them in the block at hand, what that has summed up.</summary>
    private void WriteBlock(CodeWriter code, int rows, int columns)
    {
        string depth = Text.Of(_extents.Depth);
        string end = HasBlocksInSample ? "end" : depth;
        if (HasBlocksInSample)
        {
            code.Line($"int end = Math.Min(k + {SumBlock.Terms} * TSimd.Width, {depth});");
        }

        if (HasBlocks)
        {
            code.Line($"int terms = ({end} - k + TSimd.Width - 1) / TSimd.Width;");
            using (code.Block("if (room < terms)"))
            {
                WriteResult(code, rows, columns);
                code.Line(string.Join(" ", Enumerable.Range(0, rows * columns).Select(i => $"sum{i / columns}{i % columns} = TSimd.Zero;")));
                code.Line($"room = {SumBlock.Terms};");
            }

            code.Line();
            code.Line("room -= terms;");
        }

        using (code.Block($"for (; k <= {end} - TSimd.Width; k += TSimd.Width)"))
        {
            WriteSums(code, rows, columns, static at => $"TSimd.Load(ref {at})");
        }

        code.Line();
        string isLast = HasBlocksInSample ? $"end == {depth} && " : "";
        using (code.Block($"if ({isLast}{depth} % TSimd.Width != 0)"))
        {
            WriteSums(code, rows, columns, at => $"TSimd.LoadPartial(ref {at}, {depth} - k)");
            if (HasBlocksInSample)
            {
                code.Line("k = end;");
            }
        }
    }

    private void WriteResult(CodeWriter code, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                code.Line($"Unsafe.Add(ref output, {row * product.OutputStrides.Row + column * product.OutputStrides.Column}) += TSimd.Sum(sum{row}{column});");
            }
        }
    }

    private void WriteSums(CodeWriter code, int rows, int columns, Func<string, string> load)
    {
        for (int row = 0; row < rows; row++)
        {
            code.Line($"TVector left{row} = {load($"Unsafe.Add(ref left, k + {row * product.LeftStrides.Row})")};");
        }

        for (int column = 0; column < columns; column++)
        {
            string declare = column == 0 ? "TVector " : "";
            IEnumerable<string> sums = Enumerable.Range(0, rows).Select(row => $"sum{row}{column} = TSimd.MultiplyAdd(left{row}, number, sum{row}{column});");
            code.Line($"{declare}number = {load($"Unsafe.Add(ref right, k + {column * product.RightStrides.Column})")}; {string.Join(" ", sums)}");
        }
    }
}
