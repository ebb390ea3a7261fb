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
        // 49 tokens: four samples are 14 tiles of 14. Vectors: five tiles are enough.
        Assert.Equal(4, ChunkSize.Choose(working: 25_000, inference: 25_000, rowsOfSample: 49, packsRows: false, Few));
        Assert.Equal(70, ChunkSize.Choose(working: 1_000, inference: 1_000, rowsOfSample: 1, packsRows: false, Few));
    }

    [Fact]
    public void WhatDoesNotFitIntoTheCacheIsFewSamples()
    {
        Assert.Equal(1, ChunkSize.Choose(working: 1_000_000, inference: 1_000_000, rowsOfSample: 196, packsRows: false, Few));
        Assert.Equal(2, ChunkSize.Choose(working: 1_000_000, inference: 1_000_000, rowsOfSample: 196, packsRows: false, Many));
    }

    /// <summary>A chunk goes through all gradients, of which there should not be more than activations.</summary>
    [Fact]
    public void MoreParametersWantMoreSamples()
    {
        Assert.Equal(2, ChunkSize.Choose(working: 20_000, inference: 20_000, rowsOfSample: 98, packsRows: false, parameters: 10_000));
        Assert.Equal(6, ChunkSize.Choose(working: 20_000, inference: 20_000, rowsOfSample: 98, packsRows: false, parameters: 120_000));
    }

    /// <summary>Weights that no cache holds are read from memory once for each chunk.</summary>
    [Fact]
    public void LargeWeightsWantManyRows()
    {
        Assert.Equal(14, ChunkSize.Choose(working: 12_000, inference: 12_000, rowsOfSample: 1, packsRows: false, Few));
        Assert.Equal(252, ChunkSize.Choose(working: 12_000, inference: 12_000, rowsOfSample: 1, packsRows: false, Many));
        Assert.Equal(28, ChunkSize.Choose(working: 200_000, inference: 200_000, rowsOfSample: 8, packsRows: false, Many));
    }

    /// <summary>There are no gradients to go through, and a chunk that stays in the cache is faster.</summary>
    [Fact]
    public void InferenceWantsFewerRows()
    {
        Assert.Equal(56, ChunkSize.Choose(working: 12_000, inference: 12_000, rowsOfSample: 1, packsRows: false, Many, trains: false));
        Assert.Equal(1, ChunkSize.Choose(working: 150_000, inference: 150_000, rowsOfSample: 64, packsRows: false, parameters: 1_100_000, trains: false));
        Assert.Equal(4, ChunkSize.Choose(working: 150_000, inference: 150_000, rowsOfSample: 64, packsRows: false, parameters: 1_100_000));
    }

    /// <summary>More activations that leave the cache than weights that are read less often for it would cost more than they spare.</summary>
    [Fact]
    public void ActivationsComeToNoMoreThanTheWeights() =>
        Assert.Equal(14, ChunkSize.Choose(working: 100_000, inference: 100_000, rowsOfSample: 1, packsRows: false, parameters: 1_500_000));

    [Fact]
    public void ScratchStaysSmallAllTheSame() =>
        Assert.Equal(4, ChunkSize.Choose(working: 2_000_000, inference: 2_000_000, rowsOfSample: 1, packsRows: false, Many));
}
