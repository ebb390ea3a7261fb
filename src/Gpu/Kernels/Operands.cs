using System.ComponentModel;
using ILGPU;

namespace SparseGen.Kernels.Gpu;

/// <summary>Where loads come from. Beyond an edge that a tile goes over is zero.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOperand
{
    /// <summary>A number.</summary>
    /// <param name="numbers">The operand.</param>
    /// <param name="batch">What the samples continue: <see cref="ProductArguments.Batch"/>.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="group">The group.</param>
    /// <param name="line">Row of the left operand, column of the right one.</param>
    /// <param name="k">Step of the sum.</param>
    /// <param name="end">The step behind the last one; for gradients, of the partial sum.</param>
    static abstract float At(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end);
}

/// <summary>The left operand of a product.</summary>
/// <remarks>
/// Where tiles end with the product is known while compiling, and no question is left in the kernel. Each edge is asked for by a statement of its own: of conditions that are put
/// together ILGPU makes numbers, which it does not fold.
/// </remarks>
internal readonly struct LeftOf<TShape, TShare> : IOperand
    where TShape : struct, IProductShape
    where TShare : struct, ITileShare<TShare>
{
    public static float At(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
    {
        if (TShape.Extents.Rows % TShare.Lines != 0)
        {
            if (line >= ProductEdges.Rows<TShape>(batch))
            {
                return 0f;
            }
        }

        if (ProductEdges.EndsWithinStep<TShape>())
        {
            if (k >= end)
            {
                return 0f;
            }
        }

        return numbers[OperandMap.At(TShape.Left, sample, group, line, k)];
    }
}

/// <summary>The right operand of a product.</summary>
internal readonly struct RightOf<TShape, TShare> : IOperand
    where TShape : struct, IProductShape
    where TShare : struct, ITileShare<TShare>
{
    public static float At(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
    {
        if (TShape.Extents.Columns % TShare.Lines != 0)
        {
            if (line >= ProductEdges.Columns<TShape>(batch))
            {
                return 0f;
            }
        }

        if (ProductEdges.EndsWithinStep<TShape>())
        {
            if (k >= end)
            {
                return 0f;
            }
        }

        return numbers[OperandMap.At(TShape.Right, sample, group, k, line)];
    }
}

/// <summary>Where a product ends.</summary>
internal static class ProductEdges
{
    /// <summary>Steps of the sum that a tile takes at a time.</summary>
    public const int Depth = 16;

    public static int Rows<TShape>(int batch)
        where TShape : struct, IProductShape => TShape.Extents.Batch == BatchAxis.Rows ? batch : TShape.Extents.Rows;

    public static int Columns<TShape>(int batch)
        where TShape : struct, IProductShape => TShape.Extents.Batch == BatchAxis.Columns ? batch : TShape.Extents.Columns;

    /// <summary>Whether the sum may end within the steps that a tile takes at a time. A gradient's partial sums end anywhere.</summary>
    public static bool EndsWithinStep<TShape>()
        where TShape : struct, IProductShape => (TShape.Extents.Depth % Depth) + (TShape.Extents.Batch == BatchAxis.Depth ? 1 : 0) != 0;
}
