using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>
/// Products by outer products: a register tile of rows times two vectors of columns; each step of the sum loads two vectors of
/// the right operand and broadcasts one number of the left operand a row.
/// </summary>
internal sealed class CpuOuterProduct(CpuContext cpu, FusedProduct fused)
{
    private const int Panel = Parameter.PanelWidth;

    private readonly ProductOp _product = fused.Product;
    private readonly Extents _extents = fused.Product.Extents;

    /// <summary>Whether the samples of a batch simply continue the rows, so that one call handles them all.</summary>
    private bool RowsMerge => !_product.IsParameterGradient && _product.Right.IsShared
        && Continues(_product.Left, _product.LeftStrides.Row, _extents.Rows) && Continues(_product.Output, _product.OutputStrides.Row, _extents.Rows);

    /// <summary>Whether the samples of a batch simply continue the sum.</summary>
    private bool DepthMerges => _product.IsParameterGradient
        && Continues(_product.Left, _product.LeftStrides.Column, _extents.Depth) && Continues(_product.Right, _product.RightStrides.Row, _extents.Depth);

    private bool IsBatchMerged => RowsMerge || DepthMerges;

    private bool HasRaggedColumns => _extents.Columns % Panel != 0;

    /// <summary>Whether all columns fit in one vector of some width: there, tiles of two vectors would waste half of the work.</summary>
    private bool HasNarrowTiles => _extents.Columns <= Panel / 2;

    private string? BiasKind => _product.Bias is null ? null : _product.BiasAxis == BiasAxis.Columns ? "columns" : "rows";

    public void Emit()
    {
        if (_product.IsParameterGradient)
        {
            int calls = _product.SumsGroups ? _extents.Groups : 1;
            cpu.AddsToGradient(
                DepthMerges ? (long)calls * _extents.Depth : (long)calls * ((_extents.Depth + SumBlock.Terms - 1) / SumBlock.Terms), DepthMerges ? SumBlock.Terms : 1);
        }

        string? epilogue = fused.Epilogue is { } chain ? CpuElementwise.Kernel(cpu, chain, fused.Stored) : null;
        string key = string.Join("|", "Outer", _extents, _product.LeftStrides, _product.RightStrides, _product.OutputStrides,
            Layout(_product.Left), Layout(_product.Right), Layout(_product.Output), BiasKind, fused.Residual is not null, epilogue, fused.EpilogueWiring);
        string kernel = cpu.Kernel(key, ProductText.Name(fused), (code, name) => Write(code, name, epilogue));

        string right = _product.Right.IsShared ? cpu.Buffers.RightOperand(_product) : cpu.Ref(_product.Right);
        cpu.Call(kernel, [
            cpu.Ref(_product.Left), right,
            .. _product.Bias is null ? Array.Empty<string>() : [cpu.Ref(_product.Bias)],
            cpu.Ref(fused.Result),
            .. fused.Residual is null ? Array.Empty<string>() : [cpu.Ref(fused.Residual)],
            .. fused.EpilogueOperands.Select(cpu.Ref),
            .. fused.Noises.Select(noise => CpuContext.Noise(noise, fused.Result.Size)),
            RowsMerge ? CpuContext.Rows(_extents.Rows) : DepthMerges ? CpuContext.Rows(_extents.Depth) : CpuContext.Samples,
        ]);
    }

    /// <summary>Also with a count of 1 the stride must lead to the next sample: that of a single channel leads to the next token.</summary>
    private static bool Continues(Value value, int stride, int count) =>
        value.Kind == ValueKind.Activation && value.Size == (long)stride * count;

    private static string Layout(Value value) => value.Kind == ValueKind.Activation ? Text.Of(value.Size) : value.Parameter!.Storage + (value.IsShared ? "Parameter" : "ParameterGradient");

    private void Write(CodeWriter code, string name, string? epilogue)
    {
        code.Summary(ProductText.Describe(fused));
        string counter = RowsMerge ? "rows" : DepthMerges ? "depth" : "samples";
        Value[] extra = [.. fused.EpilogueOperands];
        string[] parameters =
        [
            "ref float left", "ref float right",
            .. BiasKind is null ? Array.Empty<string>() : ["ref float bias"],
            "ref float output",
            .. fused.Residual is null ? Array.Empty<string>() : ["ref float residual"],
            .. extra.Select((_, i) => $"ref float operand{i}"),
            .. fused.Noises.Select(static (_, i) => $"NoiseStream noise{i}"),
            $"int {counter}",
        ];
        using (code.Block($"private static void {name}<TSimd, TVector>({string.Join(", ", parameters)})", CpuContext.Constraints))
        {
            IDisposable? samples = IsBatchMerged ? null : code.Block("for (int sample = 0; sample < samples; sample++)");
            IDisposable? groups = _extents.Groups == 1 ? null : code.Block($"for (int group = 0; group < {_extents.Groups}; group++)");
            if (HasNarrowTiles)
            {
                using (code.Block($"if ({_extents.Columns} <= TSimd.Width)"))
                {
                    code.Line($"const int column = 0, columns = {_extents.Columns};");
                    WriteRows(code, name + "Narrow", epilogue);
                    code.Line(groups is null && samples is null ? "return;" : "continue;");
                }

                code.Line();
            }

            using (code.Block($"for (int column = 0; column < {_extents.Columns}; column += 2 * TSimd.Width)"))
            {
                code.Line($"int columns = {_extents.Columns} - column;");
                WriteRows(code, name, epilogue);
            }

            groups?.Dispose();
            samples?.Dispose();
        }

        foreach (int height in Heights())
        {
            code.Line();
            CpuTile.Write(code, $"{name}Tile{height}", height, TileShape());
            if (HasNarrowTiles)
            {
                code.Line();
                CpuTile.Write(code, $"{name}NarrowTile{height}", height, TileShape() with { IsNarrow = true });
            }
        }
    }

    private IReadOnlyList<int> Heights() =>
        [.. (RowsMerge ? TileHeights.ForAnyRows : TileHeights.ForRows(_extents.Rows)).SelectMany(static t => t).Select(static t => t.Height).Distinct()];

    private void WriteRows(CodeWriter code, string name, string? epilogue)
    {
        code.Line("int row = 0;");
        TileRun[][] plans = [.. (RowsMerge ? TileHeights.ForAnyRows : TileHeights.ForRows(_extents.Rows)).Select(static p => p.ToArray())];
        if (plans[0].SequenceEqual(plans[1]))
        {
            WriteRuns(code, name, plans[0], epilogue);
            return;
        }

        using (code.Block("if (TSimd.HasManyRegisters)"))
        {
            WriteRuns(code, name, plans[0], epilogue);
        }

        using (code.Block("else"))
        {
            WriteRuns(code, name, plans[1], epilogue);
        }
    }

    private void WriteRuns(CodeWriter code, string name, TileRun[] runs, string? epilogue)
    {
        foreach (TileRun run in runs)
        {
            string limit = RowsMerge ? (run.Height == 1 ? "row < rows" : $"row <= rows - {run.Height}") : $"row < {run.End}";
            using (code.Block($"for (; {limit}; row += {run.Height})"))
            {
                string at = OutputOffset();
                string[] arguments =
                [
                    $"ref Unsafe.Add(ref left, {LeftOffset()})",
                    $"ref Unsafe.Add(ref right, {RightOffset()})",
                    .. BiasKind is null ? Array.Empty<string>() : [$"ref Unsafe.Add(ref bias, {BiasOffset()})"],
                    $"ref Unsafe.Add(ref output, {at})",
                    .. fused.Residual is null ? Array.Empty<string>() : [$"ref Unsafe.Add(ref residual, {at})"],
                    .. HasRaggedColumns ? ["columns"] : Array.Empty<string>(),
                    .. DepthMerges ? ["depth"] : Array.Empty<string>(),
                ];
                code.Line($"{name}Tile{run.Height}<TSimd, TVector>({string.Join(", ", arguments)});");
                if (epilogue is not null)
                {
                    CpuElementwise.CallOnTile(code, epilogue, fused, at, $"{run.Height}, Math.Min(columns, 2 * TSimd.Width), {_product.OutputStrides.Row}");
                }
            }
        }
    }

    private string LeftOffset() => Sum(
        Term("row", _product.LeftStrides.Row), Group(_product.LeftStrides.Group), Sample(_product.Left));

    /// <summary>A weight is read in panels of columns, transposed ones where the product runs over its outputs.</summary>
    private string RightOffset() => _product.Right.IsShared
        ? Sum(
            $"column / {Panel} * {_extents.Depth * Panel} + column % {Panel}",
            _product.RightStrides.Group == 0 ? null : Group(Parameter.PanelsLength(_extents.Columns, _extents.Depth)))
        : Sum("column", Group(_product.RightStrides.Group), Sample(_product.Right));

    private string OutputOffset() => HasPanelOutput
        ? Sum(
            $"row * {Panel} + column / {Panel} * {_extents.Rows * Panel} + column % {Panel}",
            _product.OutputStrides.Group == 0 ? null : Group(Parameter.PanelsLength(_extents.Columns, _extents.Rows)))
        : Sum(Term("row", _product.OutputStrides.Row) + " + column", Group(_product.OutputStrides.Group), Sample(_product.Output));

    private string BiasOffset() => Sum(
        BiasKind == "columns" ? "column" : Term("row", _product.BiasStrides.Step), Group(_product.BiasStrides.Group));

    private bool HasPanelOutput => _product.Output.Parameter is { IsPanels: true };

    private string? Group(long stride) => _extents.Groups == 1 ? null : Term("group", stride);

    private string? Sample(Value value) => IsBatchMerged || value.Kind != ValueKind.Activation ? null : Term("sample", value.Size);

    private static string? Term(string name, long stride) => stride == 0 ? null : Text.Times(name, stride);

    private static string Sum(params string?[] terms) => string.Join(" + ", terms.Where(static t => t is not null));

    private TileShape TileShape() => new(
        LeftRow: _product.LeftStrides.Row,
        LeftDepth: _product.LeftStrides.Column,
        RightDepth: _product.Right.IsShared ? Panel : _product.RightStrides.Row,
        OutputRow: HasPanelOutput ? Panel : _product.OutputStrides.Row,
        Depth: DepthMerges ? null : _extents.Depth,
        Bias: BiasKind,
        BiasRow: _product.BiasStrides.Step,
        HasResidual: fused.Residual is not null,
        Accumulates: _product.IsParameterGradient,
        HasRaggedColumns: HasRaggedColumns);
}
