using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.

/// <summary>
/// What <see cref="TensorPart{TMath}"/> computes, for devices that have no tensor cores: the same part of the tile, its factors rounded to the same numbers, multiplied and added
/// in single precision one by one.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct RoundedPart<TMath> : ITilePart<RoundedPart<TMath>>
    where TMath : struct, ITensorMath
{
    private TilePart8<TileRow8> _sums;

    /// <inheritdoc/>
    public static int Rows => WarpTile.PartRows;

    /// <inheritdoc/>
    public static int RowQuads => WarpTile.PartRowQuads;

    /// <inheritdoc/>
    public static int Row(int thread, int columns) => WarpTile.Row(thread, columns);

    /// <inheritdoc/>
    public static int Column(int thread, int columns) => WarpTile.Column(thread, columns);

    /// <inheritdoc/>
    public static int Apart(int columns) => WarpTile.QuadsApart;

    /// <inheritdoc/>
    public static int LeftStart(int thread, int columns, int pitch) => WarpTile.Row(thread, columns);

    /// <inheritdoc/>
    public static int RightStart(int thread, int columns, int pitch) => WarpTile.Column(thread, columns);

    /// <inheritdoc/>
    public static void Declare()
    {
    }

    /// <inheritdoc/>
    public static RoundedPart<TMath> Zero() => default;

    /// <inheritdoc/>
    public static RoundedPart<TMath> Multiply<TLeft, TRight>(RoundedPart<TMath> sum, ArrayView<Float4> left, int leftStart, ArrayView<Float4> right, int rightStart)
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        int leftPitch = TileGeometry<RoundedPart<TMath>, TLeft, TRight>.LeftPitch, rightPitch = TileGeometry<RoundedPart<TMath>, TLeft, TRight>.RightPitch;
        int apart = TileGeometry<RoundedPart<TMath>, TLeft, TRight>.Rows;
        for (int step = 0; step < ProductEdges.Depth; step++)
        {
            ArrayView<Float4> a = left.SubView(leftStart + (step * leftPitch)), b = right.SubView(rightStart + (step * rightPitch));
            var row = new TileRow8 { Low = new() { Numbers = Round(b[0]) }, High = new() { Numbers = Round(b[WarpTile.QuadsApart]) } };
            sum._sums = TilePart8<TileRow8>.MultiplyAdd(sum._sums, Round(a[0]), Round(a[apart]), row);
        }

        return sum;
    }

    /// <inheritdoc/>
    public static void Store(RoundedPart<TMath> part, int rows, ArrayView<Float4> tile, int quad, int pitch, int apart) =>
        TilePart8<TileRow8>.Store(part._sums, rows, tile, quad, pitch, apart);

    /// <inheritdoc/>
    public static RoundedPart<TMath> Shift(RoundedPart<TMath> part, int rows) => new() { _sums = TilePart8<TileRow8>.Shift(part._sums, rows) };

    private static Float4 Round(Float4 quad) => new() { X = TMath.Round(quad.X), Y = TMath.Round(quad.Y), Z = TMath.Round(quad.Z), W = TMath.Round(quad.W) };
}
