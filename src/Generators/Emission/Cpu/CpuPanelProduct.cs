using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;
using SparseGen.Kernels;

namespace SparseGen.Generators.Emission.Cpu;

/// <summary>Products whose columns lie side by side, in panels or in rows: the runtime's PanelProduct.</summary>
internal sealed class CpuPanelProduct(CpuContext cpu, FusedProduct fused)
{
    private const int Panel = Parameter.PanelWidth;

    /// <summary>Floats of what an epilogue runs on at once.</summary>
    private const int TileLength = KernelSizes.EpilogueRows * Panel;

    private readonly ProductOp _product = fused.Product;
    private readonly Extents _extents = fused.Product.Extents;

    /// <summary>Whether the samples of a batch simply continue the rows, so that one call handles them all.</summary>
    private bool RowsMerge => !_product.IsParameterGradient && _product.Right.IsShared
        && Continues(_product.Left, _product.LeftStrides.Row, _extents.Rows) && Continues(_product.Output, _product.OutputStrides.Row, _extents.Rows);

    /// <summary>Whether the samples of a batch simply continue the sum.</summary>
    private bool DepthMerges => _product.IsParameterGradient
        && Continues(_product.Left, _product.LeftStrides.Column, _extents.Depth) && Continues(_product.Right, _product.RightStrides.Row, _extents.Depth);

    private bool IsBatchMerged => RowsMerge || DepthMerges;

    private bool HasPanelOutput => _product.Output.Parameter is { IsPanels: true };

    public void Emit()
    {
        string left = cpu.Ref(_product.Left), right = _product.Right.IsShared ? cpu.Buffers.RightOperand(_product) : cpu.Ref(_product.Right);
        if (_product.IsParameterGradient)
        {
            int calls = _product.SumsGroups ? _extents.Groups : 1;
            cpu.AddsToGradient(
                0, DepthMerges ? (long)calls * _extents.Depth : (long)calls * ((_extents.Depth + BlockTerms.Cpu - 1) / BlockTerms.Cpu), DepthMerges ? BlockTerms.Cpu : 1);
            var gradient = new KernelSignature().Reference("left", left).Reference("right", right).Reference("gradient", cpu.Ref(_product.Output));
            Call("PanelProduct.Accumulate<TSimd, TVector>", gradient);
            return;
        }

        string bias = _product.Bias is null ? "NoBias" : _product.BiasAxis == BiasAxis.Columns ? "ColumnBias" : "RowBias";
        string epilogue = CpuEpilogue.Type(cpu, fused, 0, TileLength, out bool needsWorkspace);
        Call(
            $"PanelProduct.Run<TSimd, TVector, {bias}, {OperandText.Option(fused.Residual is not null)}, {epilogue}>",
            new KernelSignature().Operands(cpu.Operands(fused, left, right, needsWorkspace ? cpu.Workspace(TileLength) : null)));
    }

    /// <summary>Also with a count of 1 the stride must lead to the next sample: that of a single channel leads to the next token.</summary>
    private static bool Continues(Value value, int stride, int count) =>
        value.Kind == ValueKind.Activation && value.Size == (long)stride * count;

    private void Call(string method, KernelSignature signature)
    {
        string shape = cpu.Shape("PanelProductShape", $"Rows{_extents.Rows}Depth{_extents.Depth}Columns{_extents.Columns}", Shape().Members);
        cpu.CallKernel(ProductText.Name(fused), ProductText.Describe(fused), method, shape, signature);
    }

    private ShapeText Shape()
    {
        (int depth, int columns, int rows) = (_extents.Depth, _extents.Columns, _extents.Rows);
        var text = new ShapeText();
        if (IsBatchMerged)
        {
            text.Add("Batch", RowsMerge ? "BatchAxis.Rows" : "BatchAxis.Depth");
        }

        // A weight is read in panels of columns, transposed ones where the product runs over its outputs; and so is the gradient of one written.
        bool isPanels = _product.Right.IsShared;
        return text
            .Add("Groups", _extents.Groups, 1)
            .Add("Rows", rows, null).Add("Depth", depth, null).Add("Columns", columns, null)
            .Add("LeftSample", Sample(_product.Left)).Add("LeftGroup", Group(_product.LeftStrides.Group))
            .Add("LeftRow", _product.LeftStrides.Row).Add("LeftDepth", _product.LeftStrides.Column)
            .Add("RightSample", Sample(_product.Right))
            .Add("RightGroup", Group(isPanels && _product.RightStrides.Group != 0 ? Parameter.PanelsLength(columns, depth) : _product.RightStrides.Group))
            .Add("RightDepth", isPanels ? Panel : _product.RightStrides.Row).Add("RightPanel", isPanels ? Sizes.Times(depth, Panel) : Panel, Panel)
            .Add("OutputSample", Sample(_product.Output))
            .Add("OutputGroup", Group(HasPanelOutput && _product.OutputStrides.Group != 0 ? Parameter.PanelsLength(columns, rows) : _product.OutputStrides.Group))
            .Add("OutputRow", HasPanelOutput ? Panel : _product.OutputStrides.Row).Add("OutputPanel", HasPanelOutput ? Sizes.Times(rows, Panel) : Panel, Panel)
            .Add("BiasGroup", Group(_product.BiasStrides.Group))
            .Add("BiasRow", _product.Bias is not null && _product.BiasAxis == BiasAxis.Rows ? _product.BiasStrides.Step : 0);
    }

    private long Group(long stride) => _extents.Groups == 1 ? 0 : stride;

    private long Sample(Value value) => IsBatchMerged || value.Kind != ValueKind.Activation ? 0 : value.Size;
}
