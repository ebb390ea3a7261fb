using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>Which tiles products get: large ones where a device has enough to do, small ones where it has too little.</summary>
public sealed class TileChoiceTests
{
    private static readonly TileSize[] Tiles = [new(64, 64), new(32, 64), new(128, 128)];

    /// <summary>The channel mixing of Mixer-S/16 at 64 images, of FashionMixer at 128 and at 1, on a GPU of 132 multiprocessors and on one of 16.</summary>
    [Theory]
    [InlineData(132, 64 * 196, 2048, 128)]
    [InlineData(132, 128 * 49, 256, 128)]
    [InlineData(132, 128 * 49, 64, 32)]
    [InlineData(132, 49, 256, 32)]
    [InlineData(16, 128 * 49, 256, 64)]
    [InlineData(16, 128 * 49, 64, 64)]
    public void TilesFitTheDevice(int multiprocessors, int rows, int columns, int expectedRows)
    {
        double Cost(TileSize tile) => TileChoice.Cost(multiprocessors, new TileWork(tile, tile.Tiles(rows, columns), 64));
        Assert.Equal(expectedRows, Tiles.MinBy(Cost).Rows);
    }

    [Fact]
    public void MoreWorkNeverCostsLess()
    {
        foreach (TileSize tile in Tiles)
        {
            double[] costs = [.. Enumerable.Range(1, 5000).Select(groups => TileChoice.Cost(132, new TileWork(tile, groups, 64)))];
            Assert.True(costs[^1] > 2 * costs[0]);
            Assert.All(costs.Zip(costs.Skip(1)), static pair => Assert.True(pair.Second >= pair.First * 0.999));
        }
    }
}
