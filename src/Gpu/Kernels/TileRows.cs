using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.
#pragma warning disable CA1051 // Fields: they are registers.

/// <summary>A row of a thread's part of a tile, in registers: ILGPU keeps fields of structs there, and the elements of local arrays in memory.</summary>
/// <remarks>
/// The quads of a row lie as far apart as all threads of a row are wide: eight neighbouring threads then read eight neighbouring quads, which touch each bank of shared memory
/// once.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileRow<TRow>
    where TRow : struct
{
    /// <summary>Quads of numbers.</summary>
    static abstract int Quads { get; }

    /// <summary>Loads a row.</summary>
    /// <param name="tile">Where from.</param>
    /// <param name="quad">Its first quad.</param>
    /// <param name="apart">Quads from quad to quad.</param>
    static abstract TRow Load(ArrayView<Float4> tile, int quad, int apart);

    /// <summary>sum + left right.</summary>
    static abstract TRow MultiplyAdd(TRow sum, float left, TRow right);

    /// <summary>Stores a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="tile">Where to.</param>
    /// <param name="quad">Its first quad.</param>
    /// <param name="apart">Quads from quad to quad.</param>
    static abstract void Store(TRow row, ArrayView<Float4> tile, int quad, int apart);
}

/// <summary>Four numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TileRow4 : ITileRow<TileRow4>
{
    /// <summary>The numbers.</summary>
    public Float4 Numbers;

    /// <inheritdoc/>
    public static int Quads => 1;

    /// <inheritdoc/>
    public static TileRow4 Load(ArrayView<Float4> tile, int quad, int apart) => new() { Numbers = tile[quad] };

    /// <inheritdoc/>
    public static TileRow4 MultiplyAdd(TileRow4 sum, float left, TileRow4 right)
    {
        sum.Numbers.X += left * right.Numbers.X;
        sum.Numbers.Y += left * right.Numbers.Y;
        sum.Numbers.Z += left * right.Numbers.Z;
        sum.Numbers.W += left * right.Numbers.W;
        return sum;
    }

    /// <inheritdoc/>
    public static void Store(TileRow4 row, ArrayView<Float4> tile, int quad, int apart) => tile[quad] = row.Numbers;
}

/// <summary>Eight numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct TileRow8 : ITileRow<TileRow8>
{
    /// <summary>The first four.</summary>
    public TileRow4 Low;

    /// <summary>The last four.</summary>
    public TileRow4 High;

    /// <inheritdoc/>
    public static int Quads => 2;

    /// <inheritdoc/>
    public static TileRow8 Load(ArrayView<Float4> tile, int quad, int apart) =>
        new() { Low = TileRow4.Load(tile, quad, apart), High = TileRow4.Load(tile, quad + apart, apart) };

    /// <inheritdoc/>
    public static TileRow8 MultiplyAdd(TileRow8 sum, float left, TileRow8 right) =>
        new() { Low = TileRow4.MultiplyAdd(sum.Low, left, right.Low), High = TileRow4.MultiplyAdd(sum.High, left, right.High) };

    /// <inheritdoc/>
    public static void Store(TileRow8 row, ArrayView<Float4> tile, int quad, int apart)
    {
        TileRow4.Store(row.Low, tile, quad, apart);
        TileRow4.Store(row.High, tile, quad + apart, apart);
    }
}
