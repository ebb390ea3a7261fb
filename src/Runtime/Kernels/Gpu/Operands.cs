using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>Where loads come from. Beyond an edge that a tile goes over is zero.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOperand
{
    /// <summary>A number.</summary>
    /// <param name="arguments">Arguments of the kernel.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="group">The group.</param>
    /// <param name="line">Row of the left operand, column of the right one.</param>
    /// <param name="k">Step of the sum.</param>
    /// <param name="end">The step behind the last one; for gradients, of the partial sum.</param>
    static abstract float At(ProductArguments arguments, int sample, int group, int line, int k, int end);
}

/// <summary>The left operand of a product.</summary>
internal readonly struct LeftOf<TShape, TShare> : IOperand
    where TShape : struct, IProductShape
    where TShare : struct, ITileShare<TShare>
{
    public static float At(ProductArguments arguments, int sample, int group, int line, int k, int end) =>
        ProductEdges.HasRow<TShape>(arguments, line, TShare.Lines) && ProductEdges.HasStep<TShape>(k, end)
            ? arguments.Left[OperandMap.At(TShape.Left, sample, group, line, k)]
            : 0f;
}

/// <summary>The right operand of a product.</summary>
internal readonly struct RightOf<TShape, TShare> : IOperand
    where TShape : struct, IProductShape
    where TShare : struct, ITileShare<TShare>
{
    public static float At(ProductArguments arguments, int sample, int group, int line, int k, int end) =>
        ProductEdges.HasColumn<TShape>(arguments, line, TShare.Lines) && ProductEdges.HasStep<TShape>(k, end)
            ? arguments.Right[OperandMap.At(TShape.Right, sample, group, k, line)]
            : 0f;
}

/// <summary>
/// Whether indices lie inside a product. Where tiles end with it, that is known while compiling, and no question is left in the kernel.
/// </summary>
internal static class ProductEdges
{
    /// <summary>Steps of the sum that a tile takes at a time.</summary>
    public const int Depth = 16;

    public static bool HasRow<TShape>(ProductArguments arguments, int row, int lines)
        where TShape : struct, IProductShape =>
        TShape.Extents.Rows % lines == 0 || row < (TShape.Extents.Batch == BatchAxis.Rows ? arguments.Batch : TShape.Extents.Rows);

    public static bool HasColumn<TShape>(ProductArguments arguments, int column, int lines)
        where TShape : struct, IProductShape =>
        TShape.Extents.Columns % lines == 0 || column < (TShape.Extents.Batch == BatchAxis.Columns ? arguments.Batch : TShape.Extents.Columns);

    /// <summary>A gradient's partial sums end anywhere.</summary>
    public static bool HasStep<TShape>(int k, int end)
        where TShape : struct, IProductShape =>
        (TShape.Extents.Batch != BatchAxis.Depth && TShape.Extents.Depth % Depth == 0) || k < end;
}
