using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>The gradient of a weight of which both operands are contiguous along the sum, as the library's InnerProduct computes it on the CPU.</summary>
internal sealed class InnerProductView(ProductOp product)
{
    /// <summary>Whether the product is one.</summary>
    public static bool Fits(ProductOp product) => product.IsParameterGradient && product.LeftStrides.Column == 1 && product.RightStrides.Row == 1;

    /// <summary>Rows of a sample whose products are added to the gradient.</summary>
    public long Additions => (long)(product.SumsGroups ? product.Extents.Groups : 1) * product.Extents.Depth;

    /// <summary>Extents and strides.</summary>
    public IEnumerable<ShapeNumber> Shape =>
    [
        new("Groups", product.Extents.Groups, 1), new("Rows", product.Extents.Rows, null), new("Depth", product.Extents.Depth, null), new("Columns", product.Extents.Columns, null),
        new("LeftSample", product.Left.Size), new("LeftGroup", Group(product.LeftStrides)), new("LeftRow", product.LeftStrides.Row),
        new("RightSample", product.Right.Size), new("RightGroup", Group(product.RightStrides)), new("RightColumn", product.RightStrides.Column),
        new("OutputGroup", Group(product.OutputStrides)), new("OutputRow", product.OutputStrides.Row), new("OutputColumn", product.OutputStrides.Column),
    ];

    private long Group(Strides strides) => product.Extents.Groups == 1 ? 0 : strides.Group;
}
