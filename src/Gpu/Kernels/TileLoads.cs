using System.ComponentModel;
using Utilities = ILGPU.Util.Utilities;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.
#pragma warning disable CA1051 // Fields: they are registers.

/// <summary>Where a thread is in an operand. It moves on with the steps of the sum, so that nothing of it is computed anew in each of them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TileCursor
{
    /// <summary>The distance that all of its loads have in common.</summary>
    public int At;

    /// <summary>How far the next step is follows from it (<see cref="AxisMap.Mark"/>).</summary>
    public int StepMark;

    /// <summary>The line of its first load.</summary>
    public int Line;

    /// <summary>The step of its first load.</summary>
    public int Step;

    /// <summary>Lines from there to the edge; none and less beyond it.</summary>
    public int LinesLeft;

    /// <summary>Steps from there to the edge.</summary>
    public int StepsLeft;
}

/// <summary>A thread's loads of an operand's tile, so many lines or steps apart.</summary>
/// <remarks>Planning says which kind a product needs. As a question in the kernel it would stand with every load through most of ILGPU's passes.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileLoads
{
    /// <summary>The distance that all loads have in common.</summary>
    /// <param name="start">Where the group starts.</param>
    /// <param name="line">Line of the first load.</param>
    /// <param name="step">Its step.</param>
    static abstract int Start<TOperand, TPattern>(int start, int line, int step)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern;

    /// <summary>Where the view begins that all loads index: at a number of the operand, for ILGPU has no views that begin elsewhere, and no indexes below 0.</summary>
    static abstract int Origin(TileCursor cursor);

    /// <summary>Whether the thread moves on to the next steps. Where it does not it stays at a number of the operand, and nobody reads what it loads again.</summary>
    /// <param name="cursor">Where the thread is.</param>
    /// <param name="isMore">Whether there are any steps.</param>
    static abstract bool GoesOn(TileCursor cursor, bool isMore);

    /// <summary>How far that distance moves to the next steps.</summary>
    static abstract int Advance<TOperand, TPattern>(TileCursor cursor)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern;

    /// <summary>The distance of a load from the origin.</summary>
    /// <param name="cursor">Where the thread is.</param>
    /// <param name="half">Which half of the loads: 0 or 1.</param>
    /// <param name="load">Which load of it.</param>
    /// <param name="loads">How many a half has.</param>
    static abstract int Distance<TOperand, TPattern>(TileCursor cursor, int half, int load, int loads)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern;

    /// <summary>Whether a load is inside of the operand; beyond it is zero.</summary>
    static abstract bool IsInside<TPattern>(TileCursor cursor, int load)
        where TPattern : struct, ILoadPattern;
}

/// <summary>Loads at even distances, in each half: their addresses differ by constants, which are part of the instructions. No axis goes backwards.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EvenLoads : ITileLoads
{
    /// <inheritdoc/>
    public static int Origin(TileCursor cursor) => cursor.At;

    /// <inheritdoc/>
    public static bool GoesOn(TileCursor cursor, bool isMore) => isMore;

    /// <inheritdoc/>
    public static int Start<TOperand, TPattern>(int start, int line, int step)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern => start + AxisMap.At(TOperand.Lines, line) + AxisMap.At(TOperand.Steps, step);

    /// <inheritdoc/>
    public static int Advance<TOperand, TPattern>(TileCursor cursor)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern => AxisMap.Advance(TOperand.Steps, cursor.StepMark, cursor.Step, ProductEdges.Depth);

    /// <inheritdoc/>
    public static int Distance<TOperand, TPattern>(TileCursor cursor, int half, int load, int loads)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern
    {
        if (TPattern.LineStep != 0)
        {
            return (half * AxisMap.Half(TOperand.Lines, loads * TPattern.LineStep)) + AxisMap.Step(TOperand.Lines, load * TPattern.LineStep);
        }

        return (half * AxisMap.Half(TOperand.Steps, loads * TPattern.DepthStep)) + AxisMap.Step(TOperand.Steps, load * TPattern.DepthStep);
    }

    /// <inheritdoc/>
    public static bool IsInside<TPattern>(TileCursor cursor, int load)
        where TPattern : struct, ILoadPattern => true;
}

/// <summary>Loads that find their places one by one.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ScatteredLoads : ITileLoads
{
    /// <inheritdoc/>
    public static int Origin(TileCursor cursor) => 0;

    /// <inheritdoc/>
    public static bool GoesOn(TileCursor cursor, bool isMore) => isMore;

    /// <inheritdoc/>
    public static int Start<TOperand, TPattern>(int start, int line, int step)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern
    {
        if (TPattern.LineStep != 0)
        {
            return start + AxisMap.At(TOperand.Steps, step);
        }

        return start + AxisMap.At(TOperand.Lines, line);
    }

    /// <inheritdoc/>
    public static int Advance<TOperand, TPattern>(TileCursor cursor)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern
    {
        if (TPattern.LineStep != 0)
        {
            return AxisMap.Advance(TOperand.Steps, cursor.StepMark, cursor.Step, ProductEdges.Depth);
        }

        return 0;
    }

    /// <inheritdoc/>
    public static int Distance<TOperand, TPattern>(TileCursor cursor, int half, int load, int loads)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern
    {
        int number = (half * loads) + load;
        if (TPattern.LineStep != 0)
        {
            return cursor.At + AxisMap.At(TOperand.Lines, cursor.Line + (number * TPattern.LineStep));
        }

        return cursor.At + AxisMap.At(TOperand.Steps, cursor.Step + (number * TPattern.DepthStep));
    }

    /// <inheritdoc/>
    public static bool IsInside<TPattern>(TileCursor cursor, int load)
        where TPattern : struct, ILoadPattern => true;
}

/// <summary>Loads of a tile that may go over the last line of the operand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ToLastLine<TLoads> : ITileLoads
    where TLoads : struct, ITileLoads
{
    /// <inheritdoc/>
    public static int Origin(TileCursor cursor) => TLoads.Origin(cursor);

    /// <inheritdoc/>
    public static bool GoesOn(TileCursor cursor, bool isMore) => isMore;

    /// <inheritdoc/>
    public static int Start<TOperand, TPattern>(int start, int line, int step)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern => TLoads.Start<TOperand, TPattern>(start, line, step);

    /// <inheritdoc/>
    public static int Advance<TOperand, TPattern>(TileCursor cursor)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern => TLoads.Advance<TOperand, TPattern>(cursor);

    /// <inheritdoc/>
    public static int Distance<TOperand, TPattern>(TileCursor cursor, int half, int load, int loads)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern => TLoads.Distance<TOperand, TPattern>(cursor, half, load, loads);

    /// <inheritdoc/>
    public static bool IsInside<TPattern>(TileCursor cursor, int load)
        where TPattern : struct, ILoadPattern => load * TPattern.LineStep < cursor.LinesLeft;
}

/// <summary>Loads of a tile that may go over the end of the sum, and over the last line. A thread whose next steps are beyond the end stays where it is.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ToEdge<TLoads> : ITileLoads
    where TLoads : struct, ITileLoads
{
    /// <inheritdoc/>
    public static int Origin(TileCursor cursor) => TLoads.Origin(cursor);

    /// <inheritdoc/>
    public static bool GoesOn(TileCursor cursor, bool isMore) => cursor.StepsLeft - ProductEdges.Depth > 0;

    /// <inheritdoc/>
    public static int Start<TOperand, TPattern>(int start, int line, int step)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern => TLoads.Start<TOperand, TPattern>(start, line, step);

    /// <inheritdoc/>
    public static int Advance<TOperand, TPattern>(TileCursor cursor)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern => TLoads.Advance<TOperand, TPattern>(cursor);

    /// <inheritdoc/>
    public static int Distance<TOperand, TPattern>(TileCursor cursor, int half, int load, int loads)
        where TOperand : struct, IOperand
        where TPattern : struct, ILoadPattern => TLoads.Distance<TOperand, TPattern>(cursor, half, load, loads);

    /// <inheritdoc/>
    public static bool IsInside<TPattern>(TileCursor cursor, int load)
        where TPattern : struct, ILoadPattern
    {
        // A thread beyond the edge of the axis that its loads do not go on along has none left on the other: one comparison for each load asks for both edges.
        if (TPattern.LineStep != 0)
        {
            return load * TPattern.LineStep < Utilities.Select(cursor.StepsLeft > 0, cursor.LinesLeft, 0);
        }

        return load * TPattern.DepthStep < Utilities.Select(cursor.LinesLeft > 0, cursor.StepsLeft, 0);
    }
}
