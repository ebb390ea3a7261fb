using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.

/// <summary>What a group of threads does for one tile of a product: to kernels that compute several of them, one is like another.</summary>
/// <typeparam name="TArguments">The operands.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITile<TArguments>
    where TArguments : struct
{
    /// <summary>Quads of shared memory: a constant.</summary>
    static abstract int Quads { get; }

    /// <summary>How many tiles there are.</summary>
    /// <param name="arguments">The operands.</param>
    static abstract int Count(TArguments arguments);

    /// <summary>Computes a tile and stores it.</summary>
    /// <param name="arguments">The operands.</param>
    /// <param name="number">Number of the tile.</param>
    /// <param name="tiles">Shared memory, that nobody uses.</param>
    static abstract void Store(TArguments arguments, int number, ArrayView<Float4> tiles);
}

/// <summary>
/// A tile of a product: the group brings both operands to shared memory, some steps of the sum at a time, each thread multiplies its part with the accumulators in registers, and
/// so on to the end of the sum. What is stored goes through shared memory again.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ProductTile<TShape, TBias, TResidual, TEpilogue, TPart, TLeft, TRight> : ITile<ProductArguments>
    where TShape : struct, IProductShape
    where TBias : struct, IOption
    where TResidual : struct, IOption
    where TEpilogue : struct, IGpuEpilogue
    where TPart : struct, ITilePart<TPart>
    where TLeft : struct, ITileShare<TLeft>
    where TRight : struct, ITileShare<TRight>
{
    /// <inheritdoc/>
    public static int Quads => TileGeometry<TPart, TLeft, TRight>.Quads;

    /// <inheritdoc/>
    public static int Count(ProductArguments arguments) => arguments.Tiles * TilePlace.TilesBeside<TShape, TLeft, TRight>();

    /// <inheritdoc/>
    public static void Store(ProductArguments arguments, int number, ArrayView<Float4> tiles)
    {
        ArrayView<float> bias = arguments.Bias, residual = arguments.Residual;
        int batch = arguments.Batch, depth = TShape.Extents.Depth;
        TilePlace place = TilePlace.Of<TShape, TLeft, TRight>(number, arguments.Tiles);
        TPart part = TileLoop<TPart, TLeft, TRight>.Run<LeftOf<TShape>, RightOf<TShape>>(
            new() { Left = arguments.Left, Right = arguments.Right, Batch = batch, Sample = place.Sample, Group = place.Group, FirstRow = place.Row, FirstColumn = place.Column },
            0, depth, depth, tiles, TileOperands.NoLines, addsLines: false).Part;
        int column = place.Column + TileStage<TPart, TLeft, TRight>.Column;
        for (int stage = 0; stage < TileStage<TPart, TLeft, TRight>.Count; stage++)
        {
            ArrayView<float> cells = TileStage<TPart, TLeft, TRight>.Store(part, tiles);
            int cell = Group.IdxX;
            for (int staged = TileStage<TPart, TLeft, TRight>.FirstRow; staged < TileStage<TPart, TLeft, TRight>.StagedRows; staged += TileStage<TPart, TLeft, TRight>.RowStep)
            {
                int row = place.Row + TileStage<TPart, TLeft, TRight>.TileRow(stage, staged);
                bool isInside = (TShape.Extents.Rows % TLeft.Lines == 0 || row < ProductEdges.Rows<TShape>(batch))
                    && (TShape.Extents.Columns % TRight.Lines == 0 || column < ProductEdges.Columns<TShape>(batch));
                if (isInside)
                {
                    int at = OperandMap.At(TShape.Output, place.Sample, place.Group, row, column);
                    float value = cells[cell];
                    if (TBias.IsPresent)
                    {
                        value += bias[OperandMap.At(TShape.Bias, 0, place.Group, row, column)];
                    }

                    if (TResidual.IsPresent)
                    {
                        value += residual[at];
                    }

                    TEpilogue.Store(arguments, at, value);
                }

                cell += TileGeometry<TPart, TLeft, TRight>.Threads;
            }

            part = TileStage<TPart, TLeft, TRight>.Next(part);
        }
    }
}
