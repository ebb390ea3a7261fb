using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>How many tiles a product takes.</summary>
/// <param name="Extents">Extents of a sample.</param>
internal readonly record struct ProductGrid(ProductExtents Extents)
{
    /// <summary>Tells the kernel of the batch.</summary>
    /// <param name="arguments">The operands.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="samples">Samples.</param>
    /// <returns>How many groups of threads it needs.</returns>
    internal long Arrange(ref ProductArguments arguments, TileSize tile, int samples)
    {
        (long batch, long tiles) = Extents.Batch switch
        {
            BatchAxis.Rows => ((long)samples * Extents.Rows, TileSize.Count((long)samples * Extents.Rows, tile.Rows)),
            BatchAxis.Columns => ((long)samples * Extents.Columns, TileSize.Count((long)samples * Extents.Columns, tile.Columns)),
            _ => (samples, samples),
        };
        (arguments.Batch, arguments.Tiles) = (checked((int)batch), checked((int)tiles));
        return CountGroups(tile, samples);
    }

    /// <summary>Groups that all tiles of some samples take.</summary>
    internal long CountGroups(TileSize tile, long samples) => Extents.Groups * Extents.Batch switch
    {
        BatchAxis.Rows => tile.Tiles(samples * Extents.Rows, Extents.Columns),
        BatchAxis.Columns => tile.Tiles(Extents.Rows, samples * Extents.Columns),
        _ => samples * tile.Tiles(Extents.Rows, Extents.Columns),
    };

    /// <summary>What all tiles of some samples take of a device.</summary>
    internal TileWork Work(TileSize tile, int samples) => new(tile, CountGroups(tile, samples), Extents.Depth);
}
