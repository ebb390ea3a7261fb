using SparseGen.Kernels.Cpu;

namespace SparseGen.Tests.Kernels;

/// <summary>Into which tiles rows are cut.</summary>
public sealed class RowBlockingTests
{
    [Theory]
    [InlineData(64, false)]
    [InlineData(1000, true)]
    [InlineData(1024, false)]
    [InlineData(1024, true)]
    [InlineData(4096, true)]
    public void AllRowsAreInATileAndHeightsDifferByOneAtMost(int stride, bool hasManyRegisters)
    {
        for (var rows = 1; rows <= 200; rows++)
        {
            var blocking = RowBlocking.Of(rows, stride, hasManyRegisters);
            var (height, _, tall) = blocking.Run(0, 0, blocking.Tiles);
            var (lower, first, low) = blocking.Run(1, 0, blocking.Tiles);
            Assert.Equal(height * tall, first);
            Assert.Equal(rows, (height * tall) + (lower * low));
            Assert.InRange(height, 1, hasManyRegisters ? 14 : 6);
            Assert.True(low == 0 || lower == height - 1);
        }
    }

    /// <summary>Rows of 4,096 bytes all meet in one set of the first-level cache, which has 8 ways or more.</summary>
    [Fact]
    public void RowsThatMeetInOneSetOfTheCacheAreFewInATile()
    {
        Assert.Equal(7, RowBlocking.Of(14, stride: 1024, hasManyRegisters: true).Height);
        Assert.Equal(7, RowBlocking.Of(98, stride: 4096, hasManyRegisters: true).Height);
        Assert.Equal(14, RowBlocking.Of(14, stride: 1040, hasManyRegisters: true).Height);
        Assert.Equal(14, RowBlocking.Of(14, stride: 512, hasManyRegisters: true).Height);
        Assert.Equal(6, RowBlocking.Of(12, stride: 1024, hasManyRegisters: false).Height);
    }
}
