using SparseGen.Kernels;
using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Kernels;

/// <summary>Everything divides: whole tiles of any size, quads from both operands.</summary>
internal readonly struct WholeTiles : IProductShape
{
    public static ProductExtents Extents => new(BatchAxis.Rows, 1, 32, 24, 128);

    public static OperandMap Left => new(new(24), new(1));

    public static OperandMap Right => new(new(128), new(1));

    public static OperandMap Output => new(new(128), new(1));

    public static OperandMap Bias => new(new(0), new(1));
}

/// <summary>Nothing divides, and no quad is aligned.</summary>
internal readonly struct RaggedTiles : IProductShape
{
    public static ProductExtents Extents => new(BatchAxis.Rows, 1, 7, 13, 37);

    public static OperandMap Left => new(new(13), new(1));

    public static OperandMap Right => new(new(37), new(1));

    public static OperandMap Output => new(new(37), new(1));

    public static OperandMap Bias => new(new(0), new(1));
}

/// <summary>A weight in panels along the sum, as on the way back, with a sum that ends within the steps of a tile; the samples continue the columns.</summary>
internal readonly struct TurnedTiles : IProductShape
{
    public static ProductExtents Extents => new(BatchAxis.Columns, 1, 20, 36, 12);

    public static OperandMap Left => new(new(32), new(32, 1, 32 * 20));

    public static OperandMap Right => new(new(12), new(12, 1, 36 * 12));

    public static OperandMap Output => new(new(12), new(12, 1, 20 * 12));

    public static OperandMap Bias => new(new(20, 1, 0), new(0));
}

/// <summary>A weight of which groups of nine rows are read from the last one on, as the places of a convolution's kernel are on the way back.</summary>
internal readonly struct BackwardTiles : IProductShape
{
    public static ProductExtents Extents => new(BatchAxis.Rows, 1, 7, 27, 40);

    public static OperandMap Left => new(new(27), new(1));

    public static OperandMap Right => new(new(9, -40, 9 * 40), new(1), 0, 0, 8 * 40);

    public static OperandMap Output => new(new(40), new(1));

    public static OperandMap Bias => new(new(0), new(1));
}

/// <summary>The gradient of a weight and of a bias of its columns.</summary>
internal readonly struct GradientTiles : IGradientShape
{
    public static ProductExtents Extents => new(BatchAxis.Depth, 1, 40, 9, 72);

    public static OperandMap Left => new(new(1), new(40));

    public static OperandMap Right => new(new(72), new(1));

    public static OperandMap Output => new(new(72), new(1));

    public static OperandMap Bias => default;

    public static GradientExtents Gradient => new(40, 72, 40 * 72, biasColumns: 72);
}
