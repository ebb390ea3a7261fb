using ILGPU;
using SparseGen.Gpu;
using Utilities = ILGPU.Util.Utilities;

namespace SparseGen.Kernels.Gpu;

/// <summary>What a thread has added up: its part of the tile, and a line of an operand where a gradient of a bias is asked for.</summary>
internal struct TileSum<TPart>
    where TPart : struct, ITilePart<TPart>
{
    public TPart Part;
    public float Line;
}

/// <summary>The operands of a tile.</summary>
internal struct TileOperands
{
    /// <summary>Of which operand the lines are added up besides.</summary>
    public const int NoLines = 0, LeftLines = 1, RightLines = 2;

    public ArrayView<float> Left;
    public ArrayView<float> Right;
    public int Batch;
    public int Sample;
    public int Group;
    public int FirstRow;
    public int FirstColumn;
}

/// <summary>
/// The loop over the steps of a sum, <see cref="ProductEdges.Depth"/> at a time. Both operands have two tiles in shared memory: while one is multiplied the next one is on its
/// way from global memory to registers, and goes to the other tile afterwards, so that the group meets once.
/// </summary>
internal static class TileLoop<TPart, TLeft, TRight>
    where TPart : struct, ITilePart<TPart>
    where TLeft : struct, ITileShare<TLeft>
    where TRight : struct, ITileShare<TRight>
{
    /// <summary>A thread's sums over some steps. Nobody reads the tiles any more when it returns.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="first">The first step.</param>
    /// <param name="end">The step behind the last one.</param>
    /// <param name="limit">The step from which on the operands count as zero.</param>
    /// <param name="tiles">Shared memory.</param>
    /// <param name="lines">Of which operand the lines may be added up: a constant.</param>
    /// <param name="addsLines">Whether this group adds them up.</param>
    public static TileSum<TPart> Run<TLeftOperand, TRightOperand>(
        TileOperands operands, int first, int end, int limit, ArrayView<Float4> tiles, int lines, bool addsLines)
        where TLeftOperand : struct, IOperand
        where TRightOperand : struct, IOperand
    {
        ArrayView<Float4> left = tiles, right = tiles.SubView(2 * TileGeometry<TPart, TLeft, TRight>.LeftQuads);
        TileCursor leftCursor = TLeft.Begin<TLeftOperand>(operands.Batch, TLeftOperand.Start(operands.Sample, operands.Group), operands.FirstRow, first, limit);
        TileCursor rightCursor = TRight.Begin<TRightOperand>(operands.Batch, TRightOperand.Start(operands.Sample, operands.Group), operands.FirstColumn, first, limit);
        TLeft leftShare = TLeft.Load<TLeftOperand>(operands.Left, leftCursor);
        TRight rightShare = TRight.Load<TRightOperand>(operands.Right, rightCursor);
        int leftCell = TLeft.Cell(Group.IdxX), rightCell = TRight.Cell(Group.IdxX);
        TLeft.Store(leftShare, left, leftCell);
        TRight.Store(rightShare, right, rightCell);
        Group.Barrier();

        // All that changes from step to step is carried by the loop: ILGPU moves what does not change into it, and computes it again and again.
        int leftRead = TPart.LeftStart(Group.IdxX, TileGeometry<TPart, TLeft, TRight>.Columns, TileGeometry<TPart, TLeft, TRight>.LeftPitch);
        int rightRead = TPart.RightStart(Group.IdxX, TileGeometry<TPart, TLeft, TRight>.Columns, TileGeometry<TPart, TLeft, TRight>.RightPitch);
        int leftTurn = TileGeometry<TPart, TLeft, TRight>.LeftQuads, rightTurn = TileGeometry<TPart, TLeft, TRight>.RightQuads;
        int line = Group.IdxX & (Utilities.Select(lines == TileOperands.LeftLines, TLeft.Lines, TRight.Lines) - 1);
        TileSum<TPart> sum = new() { Part = TPart.Zero() };
        for (int next = first + ProductEdges.Depth; next < end + ProductEdges.Depth; next += ProductEdges.Depth)
        {
            // Loaded without a question whether there are next ones, for the answer would have the registers of a share moved.
            leftCursor = TLeft.Next<TLeftOperand>(leftCursor, next < end);
            rightCursor = TRight.Next<TRightOperand>(rightCursor, next < end);
            leftShare = TLeft.Load<TLeftOperand>(operands.Left, leftCursor);
            rightShare = TRight.Load<TRightOperand>(operands.Right, rightCursor);
            sum.Part = TPart.Multiply<TLeft, TRight>(sum.Part, left, leftRead, right, rightRead);
            if (lines == TileOperands.LeftLines)
            {
                sum.Line = AddLine<TLeft>(sum.Line, left, line, addsLines);
            }

            if (lines == TileOperands.RightLines)
            {
                sum.Line = AddLine<TRight>(sum.Line, right, line, addsLines);
            }

            // Of tiles with as many lines one number is carried and not two: registers are scarce.
            int right4 = 4 * Utilities.Select(TLeft.Lines == TRight.Lines, leftTurn, rightTurn);
            leftCell += 4 * leftTurn;
            rightCell += right4;
            leftRead += leftTurn;
            rightRead += Utilities.Select(TLeft.Lines == TRight.Lines, leftTurn, rightTurn);
            line += Utilities.Select(lines == TileOperands.LeftLines, 4 * leftTurn, right4);
            leftTurn = -leftTurn;
            rightTurn = -rightTurn;
            TLeft.Store(leftShare, left, leftCell);
            TRight.Store(rightShare, right, rightCell);
            Group.Barrier();
        }

        return sum;
    }

    /// <summary>
    /// Adds the eight numbers of one line of a tile, without a loop, which would be most of the instructions. Threads beyond the last line begin again with the first one, which
    /// costs less than asking; nobody stores theirs.
    /// </summary>
    private static float AddLine<TShare>(float sum, ArrayView<Float4> tile, int line, bool adds)
        where TShare : struct, ITileShare<TShare>
    {
        if (adds)
        {
            ArrayView<float> cells = tile.Cast<float>().SubView(line);
            int pitch = TShare.Lines + 4;
            float low = cells[0] + cells[pitch] + (cells[2 * pitch] + cells[3 * pitch]);
            float high = cells[4 * pitch] + cells[5 * pitch] + (cells[6 * pitch] + cells[7 * pitch]);
            sum += low + high;
        }

        return sum;
    }
}
