using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Elementwise kernels on tiles: on whole buffers, which are tiles of one row, and as parts of an epilogue on what a product has just stored. A result may lie where an
/// operand lies. They load whole vectors at a ragged end, which buffers have room for, and store what belongs to the tile.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elementwise
{
    /// <summary>y = 0.</summary>
    /// <param name="y">Result.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Zero<TSimd, TVector>(Tile y, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y.Row(row), column), TSimd.Zero, columns - column);
            }
        }
    }

    /// <summary>y = x.</summary>
    /// <param name="x">Input.</param>
    /// <param name="y">Result.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<TSimd, TVector>(Tile x, Tile y, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y.Row(row), column), TSimd.Load(ref Unsafe.Add(ref x.Row(row), column)), columns - column);
            }
        }
    }

    /// <summary>y = left right + term.</summary>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other factor.</param>
    /// <param name="term">What is added.</param>
    /// <param name="y">Result.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyAdd<TSimd, TVector>(Tile left, Tile right, Tile term, Tile y, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector value = TSimd.MultiplyAdd(
                    TSimd.Load(ref Unsafe.Add(ref left.Row(row), column)), TSimd.Load(ref Unsafe.Add(ref right.Row(row), column)),
                    TSimd.Load(ref Unsafe.Add(ref term.Row(row), column)));
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y.Row(row), column), value, columns - column);
            }
        }
    }

    /// <summary>y = left + right.</summary>
    /// <param name="left">One term.</param>
    /// <param name="right">The other term.</param>
    /// <param name="y">Result.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TSimd, TVector>(Tile left, Tile right, Tile y, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector sum = TSimd.Add(TSimd.Load(ref Unsafe.Add(ref left.Row(row), column)), TSimd.Load(ref Unsafe.Add(ref right.Row(row), column)));
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y.Row(row), column), sum, columns - column);
            }
        }
    }

    /// <summary>y = left right.</summary>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other factor.</param>
    /// <param name="y">Result.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TSimd, TVector>(Tile left, Tile right, Tile y, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector product = TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref left.Row(row), column)), TSimd.Load(ref Unsafe.Add(ref right.Row(row), column)));
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y.Row(row), column), product, columns - column);
            }
        }
    }

    /// <summary>y = numerator / (x + offset).</summary>
    /// <param name="x">Input.</param>
    /// <param name="y">Result.</param>
    /// <param name="numerator">What is divided.</param>
    /// <param name="offset">Added to the input.</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reciprocal<TSimd, TVector>(Tile x, Tile y, float numerator, float offset, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector dividend = TSimd.Broadcast(numerator), shift = TSimd.Broadcast(offset);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector quotient = TSimd.Divide(dividend, TSimd.Add(TSimd.Load(ref Unsafe.Add(ref x.Row(row), column)), shift));
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y.Row(row), column), quotient, columns - column);
            }
        }
    }

    /// <summary>Dropout of elements: see <see cref="Noise.Drop"/>.</summary>
    /// <param name="x">Input.</param>
    /// <param name="noise">The layer's random bits, from the tile's first element on.</param>
    /// <param name="stride">Elements from one row to the next, as the random bits count them.</param>
    /// <param name="y">Result.</param>
    /// <param name="limit">floor(rate 2^32) - 2^31.</param>
    /// <param name="scale">1 / (1 - rate).</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Drop<TSimd, TVector>(Tile x, NoiseStream noise, int stride, Tile y, int limit, float scale, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                TVector kept = Noise.Drop<TSimd, TVector>(TSimd.Load(ref Unsafe.Add(ref x.Row(row), column)), noise, (row * stride) + column, limit, scale);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y.Row(row), column), kept, columns - column);
            }
        }
    }

    /// <summary>Stochastic depth: see <see cref="Noise.SampleFactor"/>. All of a row belongs to one sample.</summary>
    /// <param name="x">Input.</param>
    /// <param name="noise">The layer's random bits, from the tile's first element on.</param>
    /// <param name="stride">Elements from one row to the next, as the random bits count them.</param>
    /// <param name="y">Result.</param>
    /// <param name="size">Elements of a sample.</param>
    /// <param name="limit">floor(rate 2^32) - 2^31.</param>
    /// <param name="scale">1 / (1 - rate).</param>
    /// <param name="rows">Rows of the tiles.</param>
    /// <param name="columns">Columns of the tiles.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void DropSamples<TSimd, TVector>(Tile x, NoiseStream noise, int stride, Tile y, int size, int limit, float scale, int rows, int columns)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            TVector factor = TSimd.Broadcast(Noise.SampleFactor(noise, row * stride, size, limit, scale));
            for (int column = 0; column < columns; column += TSimd.Width)
            {
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y.Row(row), column), TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref x.Row(row), column)), factor), columns - column);
            }
        }
    }
}
