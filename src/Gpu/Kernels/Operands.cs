using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>An operand of a product by its lines, which are rows of the left one and columns of the right one, and by the steps of the sum.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOperand
{
    /// <summary>Where a group of a sample starts.</summary>
    static abstract int Start(int sample, int group);

    /// <summary>The map of its lines.</summary>
    static abstract AxisMap Lines { get; }

    /// <summary>The map of the steps.</summary>
    static abstract AxisMap Steps { get; }

    /// <summary>The line behind the last one.</summary>
    /// <param name="batch">What the samples continue: <see cref="ProductArguments.Batch"/>.</param>
    static abstract int End(int batch);
}

/// <summary>The left operand of a product.</summary>
internal readonly struct LeftOf<TShape> : IOperand
    where TShape : struct, IProductShape
{
    public static AxisMap Lines => OperandMap.Rows(TShape.Left);

    public static AxisMap Steps => OperandMap.Columns(TShape.Left);

    public static int Start(int sample, int group) => OperandMap.Start(TShape.Left, sample, group);

    public static int End(int batch) => ProductEdges.Rows<TShape>(batch);
}

/// <summary>The right operand of a product.</summary>
internal readonly struct RightOf<TShape> : IOperand
    where TShape : struct, IProductShape
{
    public static AxisMap Lines => OperandMap.Columns(TShape.Right);

    public static AxisMap Steps => OperandMap.Rows(TShape.Right);

    public static int Start(int sample, int group) => OperandMap.Start(TShape.Right, sample, group);

    public static int End(int batch) => ProductEdges.Columns<TShape>(batch);
}

/// <summary>Where a product ends.</summary>
internal static class ProductEdges
{
    /// <summary>Steps of the sum that a tile takes at a time.</summary>
    public const int Depth = 8;

    public static int Rows<TShape>(int batch)
        where TShape : struct, IProductShape => TShape.Extents.Batch == BatchAxis.Rows ? batch : TShape.Extents.Rows;

    public static int Columns<TShape>(int batch)
        where TShape : struct, IProductShape => TShape.Extents.Batch == BatchAxis.Columns ? batch : TShape.Extents.Columns;
}
