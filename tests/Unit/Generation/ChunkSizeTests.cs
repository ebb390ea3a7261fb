extern alias generators;

using generators::SparseGen.Generators.Planning;

namespace SparseGen.Tests.Generation;

/// <summary>How many samples go through a network together.</summary>
public sealed class ChunkSizeTests
{
    private const long Few = 100_000, Many = 8_000_000;

    [Fact]
    public void RowsFillTiles()
    {
        // 49 tokens: two samples are seven tiles of 14. Vectors: seven tiles of 14 would be 98, and 64 is the most.
        Assert.Equal(2, ChunkSize.Choose(working: 20_000, inference: 20_000, rowsOfSample: 49, packsRows: false, Few));
        Assert.Equal(56, ChunkSize.Choose(working: 1_000, inference: 1_000, rowsOfSample: 1, packsRows: false, Few));
    }

    [Fact]
    public void WhatDoesNotFitIntoTheCacheIsOneSample() =>
        Assert.Equal(1, ChunkSize.Choose(working: 1_000_000, inference: 1_000_000, rowsOfSample: 196, packsRows: false, Many));

    /// <summary>Weights that no cache holds are read from memory once for each chunk.</summary>
    [Fact]
    public void LargeWeightsWantManyRows()
    {
        Assert.Equal(14, ChunkSize.Choose(working: 8_000, inference: 8_000, rowsOfSample: 1, packsRows: false, Few));
        Assert.Equal(56, ChunkSize.Choose(working: 8_000, inference: 8_000, rowsOfSample: 1, packsRows: false, Many));
        Assert.Equal(7, ChunkSize.Choose(working: 200_000, inference: 200_000, rowsOfSample: 8, packsRows: false, Many));
    }

    [Fact]
    public void ScratchStaysSmallAllTheSame() =>
        Assert.Equal(4, ChunkSize.Choose(working: 2_000_000, inference: 2_000_000, rowsOfSample: 1, packsRows: false, Many));
}
