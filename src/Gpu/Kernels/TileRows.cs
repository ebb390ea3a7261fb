using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.
#pragma warning disable CA1051 // Fields: they are registers.

/// <summary>A row of a thread's part of a tile, in registers: ILGPU keeps fields of structs there, and the elements of local arrays in memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileRow<TRow>
    where TRow : struct
{
    /// <summary>Quads of numbers.</summary>
    static abstract int Quads { get; }

    /// <summary>Loads a row.</summary>
    static abstract TRow Load(ArrayView<Float4> tile, int quad);

    /// <summary>sum + left right.</summary>
    static abstract TRow MultiplyAdd(TRow sum, float left, TRow right);

    /// <summary>Stores a row.</summary>
    static abstract void Store(TRow row, ArrayView<Float4> tile, int quad);
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
    public static TileRow4 Load(ArrayView<Float4> tile, int quad) => new() { Numbers = tile[quad] };

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
    public static void Store(TileRow4 row, ArrayView<Float4> tile, int quad) => tile[quad] = row.Numbers;
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
    public static TileRow8 Load(ArrayView<Float4> tile, int quad) => new() { Low = TileRow4.Load(tile, quad), High = TileRow4.Load(tile, quad + 1) };

    /// <inheritdoc/>
    public static TileRow8 MultiplyAdd(TileRow8 sum, float left, TileRow8 right) =>
        new() { Low = TileRow4.MultiplyAdd(sum.Low, left, right.Low), High = TileRow4.MultiplyAdd(sum.High, left, right.High) };

    /// <inheritdoc/>
    public static void Store(TileRow8 row, ArrayView<Float4> tile, int quad)
    {
        TileRow4.Store(row.Low, tile, quad);
        TileRow4.Store(row.High, tile, quad + 1);
    }
}
