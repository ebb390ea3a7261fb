using System.ComponentModel;
using SparseGen.Gpu;

namespace SparseGen.Kernels.Gpu;

/// <summary>How large the tiles of a product are in a kernel.</summary>
/// <param name="Rows">Rows of a tile.</param>
/// <param name="Columns">Columns of a tile.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct TileSize(int Rows, int Columns)
{
    /// <summary>Lines from which on a tile has 256 threads: each then has a part of 8 x 8, as in a tile of 64 x 64 with its 64 threads.</summary>
    private const int LinesOfLargeTile = 128;

    /// <summary>Threads of a group.</summary>
    internal int Threads => Rows >= LinesOfLargeTile ? 256 : GpuDevice.GroupSize;

    /// <summary>Rows and columns, as pages and tables have them.</summary>
    public override string ToString() => $"{Rows} x {Columns}";

    /// <summary>How many tiles cover some rows and columns.</summary>
    internal long Tiles(long rows, long columns) => Count(rows, Rows) * Count(columns, Columns);

    /// <summary>How many tiles cover an extent.</summary>
    internal static long Count(long extent, int tile) => (extent + tile - 1) / tile;
}
