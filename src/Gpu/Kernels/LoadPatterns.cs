using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// How the threads of a group copy their share of one operand to shared memory, 16 steps of the sum at a time. Neighbouring threads read neighbouring numbers. Load i of a thread
/// is LineStep lines and DepthStep steps from the one before.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILoadPattern
{
    /// <summary>Lines of the tile: rows of the left operand, columns of the right one.</summary>
    static abstract int Lines { get; }

    /// <summary>Line of a thread's first load.</summary>
    static abstract int Line(int thread);

    /// <summary>Step of a thread's first load.</summary>
    static abstract int Depth(int thread);

    /// <summary>Lines from load to load.</summary>
    static abstract int LineStep { get; }

    /// <summary>Steps from load to load.</summary>
    static abstract int DepthStep { get; }
}

/// <summary>64 lines whose numbers lie side by side along the sum.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AlongSum64 : ILoadPattern
{
    /// <inheritdoc/>
    public static int Lines => 64;

    /// <inheritdoc/>
    public static int LineStep => 4;

    /// <inheritdoc/>
    public static int DepthStep => 0;

    /// <inheritdoc/>
    public static int Line(int thread) => thread / 16;

    /// <inheritdoc/>
    public static int Depth(int thread) => thread % 16;
}

/// <summary>32 lines whose numbers lie side by side along the sum.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AlongSum32 : ILoadPattern
{
    /// <inheritdoc/>
    public static int Lines => 32;

    /// <inheritdoc/>
    public static int LineStep => 4;

    /// <inheritdoc/>
    public static int DepthStep => 0;

    /// <inheritdoc/>
    public static int Line(int thread) => thread / 16;

    /// <inheritdoc/>
    public static int Depth(int thread) => thread % 16;
}

/// <summary>64 lines that lie side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AlongLines64 : ILoadPattern
{
    /// <inheritdoc/>
    public static int Lines => 64;

    /// <inheritdoc/>
    public static int LineStep => 0;

    /// <inheritdoc/>
    public static int DepthStep => 1;

    /// <inheritdoc/>
    public static int Line(int thread) => thread;

    /// <inheritdoc/>
    public static int Depth(int thread) => 0;
}

/// <summary>32 lines that lie side by side.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AlongLines32 : ILoadPattern
{
    /// <inheritdoc/>
    public static int Lines => 32;

    /// <inheritdoc/>
    public static int LineStep => 0;

    /// <inheritdoc/>
    public static int DepthStep => 2;

    /// <inheritdoc/>
    public static int Line(int thread) => thread % 32;

    /// <inheritdoc/>
    public static int Depth(int thread) => thread / 32;
}
