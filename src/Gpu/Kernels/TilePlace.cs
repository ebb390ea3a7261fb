using SparseGen.Gpu;
using Utilities = ILGPU.Util.Utilities;

namespace SparseGen.Kernels.Gpu;

/// <summary>Where the tile of a group lies in a product. Groups are numbered through, so that a launch can have those of several products one after another.</summary>
internal struct TilePlace
{
    /// <summary>Tiles of the long axis that go together with all of the other one, before the next ones do.</summary>
    private const int Band = 8;

    /// <summary>Lines from which on tiles lie in bands: smaller ones are for small products, all of whose tiles run at once.</summary>
    private const int LinesOfBands = 128;

    public int Sample;
    public int Group;
    public int Row;
    public int Column;

    /// <summary>Tiles of all groups for each one along what the samples continue, or for each sample: a constant.</summary>
    public static int TilesBeside<TShape, TLeft, TRight>()
        where TShape : struct, IProductShape
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight> => TShape.Extents.Groups * OtherTiles<TShape, TLeft, TRight>();

    /// <summary>The place of a group.</summary>
    /// <param name="number">Number of the group.</param>
    /// <param name="tiles">Tiles along what the samples continue, or samples.</param>
    public static TilePlace Of<TShape, TLeft, TRight>(int number, int tiles)
        where TShape : struct, IProductShape
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        int group = 0, others = OtherTiles<TShape, TLeft, TRight>();
        if (TShape.Extents.Groups > 1)
        {
            int rest = Divider.Divide(new Divider(TShape.Extents.Groups), number);
            group = number - (rest * TShape.Extents.Groups);
            number = rest;
        }

        int tile = 0, other = 0;
        if (TShape.Extents.Batch != BatchAxis.Samples && TLeft.Lines >= LinesOfBands)
        {
            tile = TileInBands(number, tiles, others, out other);
        }
        else
        {
            tile = Divider.Divide(new Divider(others), number);
            other = number - (tile * others);
        }

        if (TShape.Extents.Batch == BatchAxis.Samples)
        {
            int rowTiles = (TShape.Extents.Rows + TLeft.Lines - 1) / TLeft.Lines;
            int columnTile = Divider.Divide(new Divider(rowTiles), other);
            return new() { Sample = tile, Group = group, Row = (other - (columnTile * rowTiles)) * TLeft.Lines, Column = columnTile * TRight.Lines };
        }

        if (TShape.Extents.Batch == BatchAxis.Columns)
        {
            return new() { Sample = 0, Group = group, Row = other * TLeft.Lines, Column = tile * TRight.Lines };
        }

        return new() { Sample = 0, Group = group, Row = tile * TLeft.Lines, Column = other * TRight.Lines };
    }

    private static int OtherTiles<TShape, TLeft, TRight>()
        where TShape : struct, IProductShape
        where TLeft : struct, ITileShare<TLeft>
        where TRight : struct, ITileShare<TRight>
    {
        int rows = (TShape.Extents.Rows + TLeft.Lines - 1) / TLeft.Lines, columns = (TShape.Extents.Columns + TRight.Lines - 1) / TRight.Lines;

        // Without a branch, so that it is a constant before it is divided by.
        return Utilities.Select(TShape.Extents.Batch == BatchAxis.Samples, rows * columns, Utilities.Select(TShape.Extents.Batch == BatchAxis.Columns, rows, columns));
    }

    /// <summary>
    /// Groups start in the order of their numbers. Those that run at once then share a few tiles of both operands, which the second-level cache holds, instead of each having a
    /// row of its own. The last tiles, too few for a band, go row by row.
    /// </summary>
    private static int TileInBands(int number, int tiles, int others, out int other)
    {
        int inBands = tiles / Band * Band;
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
