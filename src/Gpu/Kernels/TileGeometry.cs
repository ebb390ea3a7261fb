namespace SparseGen.Kernels.Gpu;

/// <summary>How the threads of a group share a tile: each has a part of it. All of it is constant in a kernel.</summary>
internal static class TileGeometry<TPart, TLeft, TRight>
    where TPart : struct, ITilePart<TPart>
    where TLeft : struct, ITileShare<TLeft>
    where TRight : struct, ITileShare<TRight>
{
    /// <summary>Threads one below another.</summary>
    public static int Rows => TLeft.Lines / TPart.Rows;

    /// <summary>Threads side by side.</summary>
    public static int Columns => TRight.Lines / (4 * TPart.RowQuads);

    /// <summary>Threads of the group.</summary>
    public static int Threads => Rows * Columns;

    /// <summary>Quads of a step of the left operand's tile.</summary>
    public static int LeftPitch => (TLeft.Lines + 4) / 4;

    /// <summary>Quads of a step of the right operand's tile.</summary>
    public static int RightPitch => (TRight.Lines + 4) / 4;

    /// <summary>Quads of the left operand's tile.</summary>
    public static int LeftQuads => ProductEdges.Depth * LeftPitch;

    /// <summary>Quads of the right operand's tile.</summary>
    public static int RightQuads => ProductEdges.Depth * RightPitch;

    /// <summary>Quads of shared memory: both operands, twice.</summary>
    public static int Quads => 2 * (LeftQuads + RightQuads);

    /// <summary>Rows of each part that go through shared memory at a time on their way out, where the operands lay: as many as fit.</summary>
    public static int RowsAtOnce => Rows * TRight.Lines <= Quads ? 4 : 2;

    /// <summary>The thread's place in its column.</summary>
    public static int Row(int thread) => TPart.Row(thread, Columns);

    /// <summary>The thread's place in its row.</summary>
    public static int Column(int thread) => TPart.Column(thread, Columns);
}
