using ILGPU;

namespace SparseGen.Kernels.Gpu;

/// <summary>Where the tile of a group lies in a product.</summary>
internal struct TilePlace
{
    /// <summary>Tiles of the long axis that go together with all of the other one, before the next ones do.</summary>
    private const int Band = 8;

    /// <summary>Lines from which on tiles lie in bands: smaller ones are for small products, all of whose tiles run at once.</summary>
    private const int LinesOfBands = 128;

    public int Sample;
    public int Row;
    public int Column;

    /// <summary>The place of this thread's group.</summary>
    public static TilePlace Of<TShape, TLeft, TRight>()
        where TShape : struct, IProductShape
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        if (TShape.Extents.Batch == BatchAxis.Samples)
        {
            int rowTiles = (TShape.Extents.Rows + TLeft.Lines - 1) / TLeft.Lines;
            int sample = Divider.Divide(new Divider(rowTiles), Grid.IdxX);
            return new() { Sample = sample, Row = (Grid.IdxX - (sample * rowTiles)) * TLeft.Lines, Column = Grid.IdxY * TRight.Lines };
        }

        int batchTile = Grid.IdxX, otherTile = Grid.IdxY;
        if (TLeft.Lines >= LinesOfBands)
        {
            int other = TShape.Extents.Batch == BatchAxis.Columns
                ? (TShape.Extents.Rows + TLeft.Lines - 1) / TLeft.Lines
                : (TShape.Extents.Columns + TRight.Lines - 1) / TRight.Lines;
            batchTile = BatchTile(other, out otherTile);
        }

        if (TShape.Extents.Batch == BatchAxis.Columns)
        {
            return new() { Sample = 0, Row = otherTile * TLeft.Lines, Column = batchTile * TRight.Lines };
        }

        return new() { Sample = 0, Row = batchTile * TLeft.Lines, Column = otherTile * TRight.Lines };
    }

    /// <summary>
    /// Groups start in the order of their numbers. Those that run at once then share a few tiles of both operands, which the second-level cache holds, instead of each having a
    /// row of its own. The last tiles, too few for a band, go row by row.
    /// </summary>
    private static int BatchTile(int others, out int other)
    {
        int number = Grid.IdxX + (Grid.IdxY * Grid.DimX), inBands = Grid.DimX / Band * Band;
        if (number < inBands * others)
        {
            int band = Divider.Divide(new Divider(Band * others), number);
            int inBand = number - (band * Band * others);
            other = inBand / Band;
            return (band * Band) + (inBand & (Band - 1));
        }

        number -= inBands * others;
        int tile = Divider.Divide(new Divider(others), number);
        other = number - (tile * others);
        return inBands + tile;
    }
}
