using System.ComponentModel;
using ILGPU;

namespace SparseGen.Kernels.Gpu;

/// <summary>Where a thread's loads of an operand come from: so many steps of a pattern behind the first one. Beyond an edge that a tile goes over is zero.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOperand
{
    /// <summary>The operand from where the loads start: what their addresses have in common, so that a load adds a constant to it where the shape allows that.</summary>
    /// <param name="numbers">The operand.</param>
    /// <param name="batch">What the samples continue: <see cref="ProductArguments.Batch"/>.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="group">The group.</param>
    /// <param name="line">Row of the left operand, column of the right one, of the first load.</param>
    /// <param name="k">Step of the sum of the first load.</param>
    /// <param name="end">The step behind the last one; for gradients, of the partial sum.</param>
    static abstract ArrayView<float> From<TPattern>(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
        where TPattern : struct, ILoadPattern;

    /// <summary>A number.</summary>
    /// <param name="from">What <see cref="From"/> gave.</param>
    /// <param name="batch">What the samples continue: <see cref="ProductArguments.Batch"/>.</param>
    /// <param name="line">Line of the first load.</param>
    /// <param name="k">Step of the first load.</param>
    /// <param name="end">The step behind the last one; for gradients, of the partial sum.</param>
    /// <param name="load">Which load it is.</param>
    static abstract float At<TPattern>(ArrayView<float> from, int batch, int line, int k, int end, int load)
        where TPattern : struct, ILoadPattern;
}

/// <summary>The left operand of a product.</summary>
/// <remarks>
/// Where tiles end with the product is known while compiling, and no question is left in the kernel. Each edge is asked for by a statement of its own: of conditions that are put
/// together ILGPU makes numbers, which it does not fold.
/// </remarks>
internal readonly struct LeftOf<TShape> : IOperand
    where TShape : struct, IProductShape
{
    public static ArrayView<float> From<TPattern>(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
        where TPattern : struct, ILoadPattern
    {
        // A thread whose first load is beyond an edge loads nothing, and its operand starts somewhere inside all the same.
        if (TShape.Extents.Rows % TPattern.Lines != 0)
        {
            line = IntrinsicMath.Min(line, ProductEdges.Rows<TShape>(batch) - 1);
        }

        if (ProductEdges.EndsWithinStep<TShape>())
        {
            k = IntrinsicMath.Min(k, end - 1);
        }

        return numbers.SubView(
            OperandMap.Start(TShape.Left, sample, group)
            + AxisMap.Start(OperandMap.Rows(TShape.Left), line, TPattern.LineStep, TPattern.Lines)
            + AxisMap.Start(OperandMap.Columns(TShape.Left), k, TPattern.DepthStep, ProductEdges.Depth));
    }

    public static float At<TPattern>(ArrayView<float> from, int batch, int line, int k, int end, int load)
        where TPattern : struct, ILoadPattern
    {
        if (TShape.Extents.Rows % TPattern.Lines != 0)
        {
            if (load * TPattern.LineStep >= ProductEdges.Rows<TShape>(batch) - line)
            {
                return 0f;
            }
        }

        if (ProductEdges.EndsWithinStep<TShape>())
        {
            if (load * TPattern.DepthStep >= end - k)
            {
                return 0f;
            }
        }

        return from[
            AxisMap.Rest(OperandMap.Rows(TShape.Left), line, TPattern.LineStep, TPattern.Lines, load)
            + AxisMap.Rest(OperandMap.Columns(TShape.Left), k, TPattern.DepthStep, ProductEdges.Depth, load)];
    }
}

/// <summary>The right operand of a product.</summary>
internal readonly struct RightOf<TShape> : IOperand
    where TShape : struct, IProductShape
{
    public static ArrayView<float> From<TPattern>(ArrayView<float> numbers, int batch, int sample, int group, int line, int k, int end)
        where TPattern : struct, ILoadPattern
    {
        // A thread whose first load is beyond an edge loads nothing, and its operand starts somewhere inside all the same.
        if (TShape.Extents.Columns % TPattern.Lines != 0)
        {
            line = IntrinsicMath.Min(line, ProductEdges.Columns<TShape>(batch) - 1);
        }

        if (ProductEdges.EndsWithinStep<TShape>())
        {
            k = IntrinsicMath.Min(k, end - 1);
        }

        return numbers.SubView(
            OperandMap.Start(TShape.Right, sample, group)
            + AxisMap.Start(OperandMap.Rows(TShape.Right), k, TPattern.DepthStep, ProductEdges.Depth)
            + AxisMap.Start(OperandMap.Columns(TShape.Right), line, TPattern.LineStep, TPattern.Lines));
    }

    public static float At<TPattern>(ArrayView<float> from, int batch, int line, int k, int end, int load)
        where TPattern : struct, ILoadPattern
    {
        if (TShape.Extents.Columns % TPattern.Lines != 0)
        {
            if (load * TPattern.LineStep >= ProductEdges.Columns<TShape>(batch) - line)
            {
                return 0f;
            }
        }

        if (ProductEdges.EndsWithinStep<TShape>())
        {
            if (load * TPattern.DepthStep >= end - k)
            {
                return 0f;
            }
        }

        return from[
            AxisMap.Rest(OperandMap.Rows(TShape.Right), k, TPattern.DepthStep, ProductEdges.Depth, load)
            + AxisMap.Rest(OperandMap.Columns(TShape.Right), line, TPattern.LineStep, TPattern.Lines, load)];
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
