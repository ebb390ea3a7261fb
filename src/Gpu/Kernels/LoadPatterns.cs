using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.

/// <summary>How many lines of an operand a tile has, and how many threads load them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileLines
{
    /// <summary>Lines of the tile: rows of the left operand, columns of the right one.</summary>
    static abstract int Lines { get; }

    /// <summary>Threads of the group.</summary>
    static abstract int Threads { get; }
}

/// <summary>32 lines, 64 threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lines32 : ITileLines
{
    /// <inheritdoc/>
    public static int Lines => 32;

    /// <inheritdoc/>
    public static int Threads => 64;
}

/// <summary>64 lines, 64 threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lines64 : ITileLines
{
    /// <inheritdoc/>
    public static int Lines => 64;

    /// <inheritdoc/>
    public static int Threads => 64;
}

/// <summary>128 lines, 256 threads.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lines128 : ITileLines
{
    /// <inheritdoc/>
    public static int Lines => 128;

    /// <inheritdoc/>
    public static int Threads => 256;
}

/// <summary>
/// How the threads of a group copy an operand's tile of <see cref="ProductEdges.Depth"/> steps to shared memory. Neighbouring threads read neighbouring numbers or quads. Load i
/// of a thread is LineStep lines or DepthStep steps from the one before.
/// </summary>
/// <remarks>Lines and threads are powers of two; ILGPU makes shifts of such divisions, but not of remainders.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILoadPattern
{
    /// <summary>Lines of the tile.</summary>
    static abstract int Lines { get; }

    /// <summary>Line of a thread's first load.</summary>
    static abstract int Line(int thread);

    /// <summary>Step of a thread's first load.</summary>
    static abstract int Depth(int thread);

    /// <summary>Lines from load to load; 0 where the loads go on along the sum.</summary>
    static abstract int LineStep { get; }

    /// <summary>Steps from load to load; 0 where they go on along the lines.</summary>
    static abstract int DepthStep { get; }

    /// <summary>Whether the numbers of a quad are neighbouring lines, and not neighbouring steps.</summary>
    static abstract bool QuadsAreLines { get; }
}

/// <summary>Numbers that lie side by side along the sum.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AlongSum<TLines> : ILoadPattern
    where TLines : struct, ITileLines
{
    /// <inheritdoc/>
    public static int Lines => TLines.Lines;

    /// <inheritdoc/>
    public static int LineStep => TLines.Threads / ProductEdges.Depth;

    /// <inheritdoc/>
    public static int DepthStep => 0;

    /// <inheritdoc/>
    public static bool QuadsAreLines => false;

    /// <inheritdoc/>
    public static int Line(int thread) => thread / ProductEdges.Depth;

    /// <inheritdoc/>
    public static int Depth(int thread) => thread & (ProductEdges.Depth - 1);
}

/// <summary>Numbers that lie side by side along the lines.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AlongLines<TLines> : ILoadPattern
    where TLines : struct, ITileLines
{
    /// <inheritdoc/>
    public static int Lines => TLines.Lines;

    /// <inheritdoc/>
    public static int LineStep => 0;

    /// <inheritdoc/>
    public static int DepthStep => TLines.Threads / TLines.Lines;

    /// <inheritdoc/>
    public static bool QuadsAreLines => false;

    /// <inheritdoc/>
    public static int Line(int thread) => thread & (TLines.Lines - 1);

    /// <inheritdoc/>
    public static int Depth(int thread) => thread / TLines.Lines;
}

/// <summary>Quads of numbers that lie side by side along the sum.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct QuadsAlongSum<TLines> : ILoadPattern
    where TLines : struct, ITileLines
{
    /// <inheritdoc/>
    public static int Lines => TLines.Lines;

    /// <inheritdoc/>
    public static int LineStep => TLines.Threads * 4 / ProductEdges.Depth;

    /// <inheritdoc/>
    public static int DepthStep => 0;

    /// <inheritdoc/>
    public static bool QuadsAreLines => false;

    /// <inheritdoc/>
    public static int Line(int thread) => thread / (ProductEdges.Depth / 4);

    /// <inheritdoc/>
    public static int Depth(int thread) => (thread & ((ProductEdges.Depth / 4) - 1)) * 4;
}

/// <summary>Quads of numbers that lie side by side along the lines.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct QuadsAlongLines<TLines> : ILoadPattern
    where TLines : struct, ITileLines
{
    /// <inheritdoc/>
    public static int Lines => TLines.Lines;

    /// <inheritdoc/>
    public static int LineStep => 0;

    /// <inheritdoc/>
    public static int DepthStep => TLines.Threads * 4 / TLines.Lines;

    /// <inheritdoc/>
    public static bool QuadsAreLines => true;

    /// <inheritdoc/>
    public static int Line(int thread) => (thread & ((TLines.Lines / 4) - 1)) * 4;

    /// <inheritdoc/>
    public static int Depth(int thread) => thread / (TLines.Lines / 4);
}
