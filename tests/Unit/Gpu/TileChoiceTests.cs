using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>Which tiles products get: large ones where a device has enough to do, small ones where it has too little.</summary>
public sealed class TileChoiceTests
{
    private static readonly (int Rows, int Columns, int Threads)[] Tiles = [(64, 64, 64), (32, 64, 64), (128, 128, 256)];

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
        double Cost((int Rows, int Columns, int Threads) tile) => TileChoice.Cost(
            multiprocessors, tile.Rows, tile.Columns, tile.Threads, TiledKernel.Count(rows, tile.Rows) * TiledKernel.Count(columns, tile.Columns));
        Assert.Equal(expectedRows, Tiles.MinBy(Cost).Rows);
    }

    [Fact]
    public void MoreWorkNeverCostsLess()
    {
        foreach ((int rows, int columns, int threads) in Tiles)
        {
            double[] costs = [.. Enumerable.Range(1, 5000).Select(groups => TileChoice.Cost(132, rows, columns, threads, groups))];
            Assert.True(costs[^1] > 2 * costs[0]);
            Assert.All(costs.Zip(costs.Skip(1)), static pair => Assert.True(pair.Second >= pair.First * 0.999));
        }
    }
}
