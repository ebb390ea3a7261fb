using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>When sparse products on GPUs pack rows: for batches, and not where the launch more costs more than it saves.</summary>
public sealed class SparseChoiceTests
{
    /// <summary>An SW-MLP of 1,617 features at a density of 0.1, and small layers, on GPUs of 132 multiprocessors and of 16.</summary>
    [Theory]
    [InlineData(132, 128, 1617, 262_144, true)]
    [InlineData(16, 128, 1617, 262_144, true)]
    [InlineData(132, 128, 64, 410, false)]
    [InlineData(132, 1, 50, 150, false)]
    [InlineData(2, 128, 64, 410, true)]
    public void ProductsPackWherePackingPays(int multiprocessors, int rows, int lists, int kept, bool expected) =>
        Assert.Equal(expected, SparseChoice.PacksProduct(multiprocessors, rows, lists, kept));

    [Theory]
    [InlineData(132, 128, 262_144, true)]
    [InlineData(132, 1, 262_144, false)]
    [InlineData(132, 1, 50, false)]
    [InlineData(132, 8, 410, false)]
    [InlineData(132, 128, 410, true)]
    public void GradientsPackWherePackingPays(int multiprocessors, int rows, int kept, bool expected) =>
        Assert.Equal(expected, SparseChoice.PacksGradient(multiprocessors, rows, kept));

    /// <summary>Once packing pays for a batch, it pays for larger ones.</summary>
    [Theory]
    [InlineData(132, 1617, 262_144)]
    [InlineData(132, 512, 26_214)]
    [InlineData(2, 37, 300)]
    public void LargerBatchesPackOnceSmallerOnesDo(int multiprocessors, int lists, int kept)
    {
        bool[] products = [.. Enumerable.Range(1, 2000).Select(rows => SparseChoice.PacksProduct(multiprocessors, rows, lists, kept))];
        bool[] gradients = [.. Enumerable.Range(1, 2000).Select(rows => SparseChoice.PacksGradient(multiprocessors, rows, kept))];
        Assert.True(products[^1] && gradients[^1]);
        Assert.DoesNotContain(false, gradients.SkipWhile(static packs => !packs));
        Assert.DoesNotContain(false, products.SkipWhile(static packs => !packs));
    }
}
