using System.ComponentModel;
using ILGPU;
using SparseGen.Gpu;
using Utilities = ILGPU.Util.Utilities;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1000 // Static members on generic types: how kernels are specialised.

/// <summary>A tile of a partial sum of a gradient, and of the gradient of a bias.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GradientTile<TShape, TPart, TLeft, TRight> : ITile<GradientArguments>
    where TShape : struct, IGradientShape
    where TPart : struct, ITilePart<TPart>
    where TLeft : struct, ITileShare<TLeft>
    where TRight : struct, ITileShare<TRight>
{
    /// <inheritdoc/>
    public static int Quads => TileGeometry<TPart, TLeft, TRight>.Quads;

    private static int RowTiles => (TShape.Gradient.Rows + TLeft.Lines - 1) / TLeft.Lines;

    private static int ColumnTiles => (TShape.Gradient.Columns + TRight.Lines - 1) / TRight.Lines;

    /// <summary>Tiles of a partial sum, those of all groups.</summary>
    private static int TilesOfSum => RowTiles * ColumnTiles * TShape.Extents.Groups;

    /// <inheritdoc/>
    public static int Count(GradientArguments arguments) => arguments.Splits * TilesOfSum;

    /// <inheritdoc/>
    public static void Store(GradientArguments arguments, int number, ArrayView<Float4> tiles)
    {
        int split = Divider.Divide(new Divider(TilesOfSum), number), inSum = number - (split * TilesOfSum);
        int group = Divider.Divide(new Divider(RowTiles * ColumnTiles), inSum), inGroup = inSum - (group * RowTiles * ColumnTiles);
        int columnTile = Divider.Divide(new Divider(RowTiles), inGroup), rowTile = inGroup - (columnTile * RowTiles);
        int firstRow = rowTile * TLeft.Lines, firstColumn = columnTile * TRight.Lines;
        int batch = arguments.Batch, first = split * arguments.Chunk;
        int last = IntrinsicMath.Min(first + arguments.Chunk, batch);
        ArrayView<float> output = arguments.Output;

        // The first tile along the other axis adds up the gradient of the bias: a thread a line, so that nobody waits for it.
        int lines = Utilities.Select(
            TShape.Gradient.BiasRows > 0, TileOperands.LeftLines, Utilities.Select(TShape.Gradient.BiasColumns > 0, TileOperands.RightLines, TileOperands.NoLines));
        bool addsLines = Utilities.Select(TShape.Gradient.BiasRows > 0, columnTile, rowTile) == 0;
        int column = firstColumn + TileStage<TPart, TLeft, TRight>.Column;

        // A partial sum is a sum of blocks; only what a thread stored before is added to, by itself.
        for (int block = first; block < last; block += BlockTerms.Gpu)
        {
            TileSum<TPart> sum = TileLoop<TPart, TLeft, TRight>.Run<LeftOf<TShape>, RightOf<TShape>>(
                new() { Left = arguments.Left, Right = arguments.Right, Batch = batch, Sample = 0, Group = group, FirstRow = firstRow, FirstColumn = firstColumn },
                block, IntrinsicMath.Min(block + BlockTerms.Gpu, last), last, tiles, lines, addsLines);
            if (TShape.Gradient.BiasRows > 0)
            {
                StoreBias(arguments.Bias, sum.Line, addsLines, firstRow, TLeft.Lines, TShape.Gradient.BiasRows, split, block == first);
            }

            if (TShape.Gradient.BiasColumns > 0)
            {
                StoreBias(arguments.Bias, sum.Line, addsLines, firstColumn, TRight.Lines, TShape.Gradient.BiasColumns, split, block == first);
            }

            TPart part = sum.Part;
            for (int stage = 0; stage < TileStage<TPart, TLeft, TRight>.Count; stage++)
            {
                ArrayView<float> cells = TileStage<TPart, TLeft, TRight>.Store(part, tiles);
                int cell = Group.IdxX;
                for (int staged = TileStage<TPart, TLeft, TRight>.FirstRow; staged < TileStage<TPart, TLeft, TRight>.StagedRows; staged += TileStage<TPart, TLeft, TRight>.RowStep)
                {
                    int row = firstRow + TileStage<TPart, TLeft, TRight>.TileRow(stage, staged);
                    if ((TShape.Gradient.Rows % TLeft.Lines == 0 || row < TShape.Gradient.Rows)
                        && (TShape.Gradient.Columns % TRight.Lines == 0 || column < TShape.Gradient.Columns))
                    {
                        int at = (split * TShape.Gradient.Length) + OperandMap.At(TShape.Output, 0, group, row, column);
                        output[at] = block == first ? cells[cell] : output[at] + cells[cell];
                    }

                    cell += TileGeometry<TPart, TLeft, TRight>.Threads;
                }

                part = TileStage<TPart, TLeft, TRight>.Next(part);
            }
        }
    }

    /// <summary>Stores a thread's line of the gradient of a bias, or adds it to what it has stored of earlier blocks.</summary>
    private static void StoreBias(ArrayView<float> partials, float sum, bool adds, int first, int lines, int length, int split, bool isFirst)
    {
        int line = first + Group.IdxX;
        if (adds && Group.IdxX < lines && line < length)
        {
            int at = (split * length) + line;
            partials[at] = isFirst ? sum : partials[at] + sum;
        }
    }
}
