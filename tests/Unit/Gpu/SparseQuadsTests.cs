using SparseGen.Kernels.Gpu;

namespace SparseGen.Tests.Gpu;

/// <summary>Kept weights in fours: all of them once, each where its list says, and filling that is no weight.</summary>
public sealed class SparseQuadsTests
{
    /// <summary>Quads of a feature in a slice of 32 rows.</summary>
    private const int Feature = 8;

    [Theory]
    [InlineData(23, 41, 200)]
    [InlineData(5, 7, 1)]
    [InlineData(3, 1000, 2999)]
    public void ProductsHaveEveryWeightOfAListInOrder(int outputs, int inputs, int count)
    {
        SparseMask mask = SparseMask.Draw(outputs, inputs, count, seed: 2, "weight");
        foreach ((SparseLists lists, int features) in new[] { (mask.ByOutput, inputs), (mask.ByInput, outputs) })
        {
            SparseQuads quads = SparseQuads.Of(lists, features);
            Assert.Equal(quads.Count, quads.Heads[^1]);
            Assert.Equal(4 * quads.Count, quads.Indices.Length);
            Assert.Equal(4 * quads.Count, quads.Places.Length);
            for (int list = 0; list + 1 < lists.Offsets.Length; list++)
            {
                int[] expected = [.. lists.IndicesOf(list)];
                int start = 4 * quads.Heads[list], end = 4 * quads.Heads[list + 1];
                Assert.InRange(end - start - expected.Length, 0, 3);
                Assert.Equal(expected, quads.Indices[start..(start + expected.Length)].Select(static index => index / Feature));
                Assert.Equal(
                    Enumerable.Range(lists.Offsets[list], expected.Length).Select(at => lists.ValueIndices.Length == 0 ? at : lists.ValueIndices[at]),
                    quads.Places[start..(start + expected.Length)]);
                Assert.All(Enumerable.Range(start + expected.Length, end - start - expected.Length), at =>
                {
                    Assert.Equal(SparseQuads.NoPlace, quads.Places[at]);
                    Assert.Equal(features * Feature, quads.Indices[at]);
                });
            }
        }
    }

    [Theory]
    [InlineData(23, 41, 200)]
    [InlineData(5, 7, 1)]
    [InlineData(3, 1000, 2999)]
    [InlineData(50, 2000, 30_000)]
    public void GradientsHaveEveryWeightOnceWithItsOutputAndInput(int outputs, int inputs, int count)
    {
        SparseMask mask = SparseMask.Draw(outputs, inputs, count, seed: 2, "weight");
        SparseQuads quads = SparseQuads.Of(mask);
        Assert.Equal(quads.Places.Length, quads.Indices.Length);
        Assert.Equal(quads.Places.Length, 4 * quads.Heads.Length);
        Assert.True(quads.Heads.Length >= quads.Count + 128, "A group of 512 threads loads beyond the end.");
        Assert.Equal(Enumerable.Range(0, count), quads.Places.Where(static place => place != SparseQuads.NoPlace).Order());
        for (int at = 0; at < quads.Places.Length; at++)
        {
            if (quads.Places[at] != SparseQuads.NoPlace)
            {
                Assert.True(at < 4 * quads.Count);
                Assert.Equal(mask.Positions[quads.Places[at]], (quads.Heads[at / 4] / Feature * inputs) + (quads.Indices[at] / Feature));
            }
        }

        // Little of it is filling, unless lists are short.
        Assert.True(count < 2000 || 4 * quads.Count < 1.2 * count, $"{quads.Count} fours for {count} weights");
    }
}
