using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;
using SparseGen.Kernels;

namespace SparseGen.Generators.Planning;

/// <summary>
/// A product whose columns lie side by side, in panels or in rows, as the library's PanelProduct computes it on the CPU: what the samples of a batch continue, and the strides of
/// each operand.
/// </summary>
internal sealed class PanelProductView
{
    private const int Panel = Parameter.PanelWidth;

    private readonly ProductOp _product;
    private readonly Extents _extents;

    public PanelProductView(ProductOp product)
    {
        (_product, _extents) = (product, product.Extents);
        bool merges = product.IsParameterGradient
            ? Continues(product.Left, product.LeftStrides.Column, _extents.Depth) && Continues(product.Right, product.RightStrides.Row, _extents.Depth)
            : product.Right.IsShared
                && Continues(product.Left, product.LeftStrides.Row, _extents.Rows) && Continues(product.Output, product.OutputStrides.Row, _extents.Rows);
        Batch = !merges ? BatchAxis.Samples : product.IsParameterGradient ? BatchAxis.Depth : BatchAxis.Rows;
    }

    /// <summary>What the samples of a batch continue, so that one call handles them all.</summary>
    public BatchAxis Batch { get; }

    /// <summary>Whether the product has such columns.</summary>
    public static bool Fits(ProductOp product) =>
        product.RightStrides.Column == 1 || product.Right.Parameter is { IsPanels: true } || product.Output.Parameter is { IsPanels: true };

    /// <summary>Rows of a sample whose products are added to a gradient, and how many of them at once.</summary>
    public (long Rows, int AtOnce) Additions
    {
        get
        {
            long calls = _product.SumsGroups ? _extents.Groups : 1;
            return Batch == BatchAxis.Depth
                ? (calls * _extents.Depth, BlockTerms.Cpu)
                : (calls * ((_extents.Depth + BlockTerms.Cpu - 1) / BlockTerms.Cpu), 1);
        }
    }

    /// <summary>
    /// Extents and strides. A weight is read in panels of columns, transposed ones where the product runs over its outputs; and so is the gradient of one written.
    /// </summary>
    public IEnumerable<ShapeNumber> Shape
    {
        get
        {
            (int groups, int rows, int depth, int columns) = _extents;
            bool readsPanels = _product.Right.IsShared, writesPanels = _product.Output.Parameter is { IsPanels: true };
            (Strides left, Strides right, Strides output) = (_product.LeftStrides, _product.RightStrides, _product.OutputStrides);
            return
            [
                new("Groups", groups, 1), new("Rows", rows, null), new("Depth", depth, null), new("Columns", columns, null),
                new("LeftSample", Sample(_product.Left)), new("LeftGroup", Group(left.Group)), new("LeftRow", left.Row), new("LeftDepth", left.Column),
                new("RightSample", Sample(_product.Right)),
                new("RightGroup", Group(readsPanels && right.Group != 0 ? Parameter.PanelsLength(columns, depth) : right.Group)),
                new("RightDepth", readsPanels ? Panel : right.Row), new("RightPanel", readsPanels ? Sizes.Times(depth, Panel) : Panel, Panel),
                new("OutputSample", Sample(_product.Output)),
                new("OutputGroup", Group(writesPanels && output.Group != 0 ? Parameter.PanelsLength(columns, rows) : output.Group)),
                new("OutputRow", writesPanels ? Panel : output.Row), new("OutputPanel", writesPanels ? Sizes.Times(rows, Panel) : Panel, Panel),
                new("BiasGroup", Group(_product.BiasStrides.Group)),
                new("BiasRow", _product.Bias is not null && _product.BiasAxis == BiasAxis.Rows ? _product.BiasStrides.Step : 0),
            ];
        }
    }

    /// <summary>Also with a count of 1 the stride must lead to the next sample: that of a single channel leads to the next token.</summary>
    private static bool Continues(Value value, int stride, int count) => value.Kind == ValueKind.Activation && value.Size == (long)stride * count;

    private long Group(long stride) => _extents.Groups == 1 ? 0 : stride;

    private long Sample(Value value) => Batch != BatchAxis.Samples || value.Kind != ValueKind.Activation ? 0 : value.Size;
}
