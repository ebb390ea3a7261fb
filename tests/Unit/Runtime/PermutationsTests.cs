namespace SparseGen.Tests.Runtime;

/// <summary>Permutations as index lists.</summary>
public sealed class PermutationsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(7, 5)]
    [InlineData(1, 6)]
    public void TheCommutationTransposes(int rows, int columns)
    {
        int[] x = [.. Enumerable.Range(100, rows * columns)];
        var transposed = Apply(Permutations.Commutation(rows, columns), x);
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                Assert.Equal(x[row * columns + column], transposed[column * rows + row]);
            }
        }
    }

    [Fact]
    public void TheInverseOfACommutationIsTheOneWithTheSidesExchanged() => Assert.Equal(
        Permutations.Commutation(5, 7), Permutations.Invert(Permutations.Commutation(7, 5)));

    [Fact]
    public void TheFirstOfAChainIsAppliedFirst()
    {
        int[] x = [.. Enumerable.Range(0, 30)];
        var first = Permutations.Random(30, 1);
        var second = Permutations.Random(30, 2);
        var third = Permutations.Commutation(5, 6);
        Assert.Equal(Apply(third, Apply(second, Apply(first, x))), Apply(Permutations.Compose(first, second, third), x));
    }

    [Fact]
    public void APermutationAndItsInverseMoveNothing()
    {
        var random = Permutations.Random(210, 5, "stream");
        Assert.NotEqual(Permutations.Identity(210), random);
        Assert.Equal(Permutations.Identity(210), Permutations.Compose(random, Permutations.Invert(random)));
        Assert.Equal(Permutations.Identity(210), Permutations.Compose(Permutations.Invert(random), random));
    }

    [Fact]
    public void RandomPermutationsDependOnSeedAndStreamOnly()
    {
        Assert.Equal(Permutations.Random(64, 5, "a"), Permutations.Random(64, 5, "a"));
        Assert.NotEqual(Permutations.Random(64, 5, "a"), Permutations.Random(64, 5, "b"));
        Assert.NotEqual(Permutations.Random(64, 5, "a"), Permutations.Random(64, 6, "a"));
    }

    /// <summary>
    /// Models that were trained rely on these. The expected orders come from an implementation of Philox, FNV-1a and the shuffle in another language.
    /// </summary>
    [Fact]
    public void RandomPermutationsStayWhatTheyAre()
    {
        Assert.Equal([7, 6, 3, 8, 4, 9, 1, 2, 10, 0, 11, 5], Permutations.Random(12, 7));
        Assert.Equal([6, 0, 9, 10, 1, 4, 8, 2, 5, 11, 7, 3], Permutations.Random(12, 7, "blocks.0.mlp_tokens.before"));
    }

    [Fact]
    public void AllOrdersAreEquallyLikely()
    {
        // 24 orders, 24,000 draws: about 1,000 each, standard deviation 31.
        var counts = Enumerable.Range(0, 24_000).Select(seed => string.Concat(Permutations.Random(4, (ulong)seed)))
            .GroupBy(order => order).Select(group => group.Count()).ToArray();
        Assert.Equal(24, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
    }

    [Theory]
    [InlineData(new[] { 0, 0 }, "indices[1] is 0")]
    [InlineData(new[] { 0, 2 }, "indices[1] is 2")]
    [InlineData(new[] { -1, 0 }, "indices[0] is -1")]
    public void WhatIsNoPermutationHasNoInverse(int[] indices, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Permutations.Invert(indices)).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatIsNoPermutationIsNotComposedOrApplied()
    {
        AssertRefused("permutations", "permutations[1][0] is 5; expected each of the numbers 0 to 1 once", () => Permutations.Compose([0, 1], [5, 0]));
        AssertRefused("permutations", "permutations[0][1] is 0", () => Permutations.Compose([0, 0]));
        AssertRefused("permutations", "permutations[1] is null", () => Permutations.Compose([0, 1], null!));
        int[] destination = [7, 7];
        AssertRefused("indices", "indices[1] is 5", () => Permutations.Apply<int>([0, 5], [1, 2], destination));
        AssertRefused("indices", "indices[1] is -1", () => Permutations.Apply<int>([0, -1], [1, 2], destination));
        Assert.Equal([7, 7], destination);

        static void AssertRefused(string name, string message, Action action) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(name, action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LengthsMustAgree()
    {
        Assert.Contains(
            "length 3 behind one of length 2",
            Assert.Throws<ArgumentException>(() => Permutations.Compose([0, 1], [0, 1, 2])).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "source has 2 elements; expected 3",
            Assert.Throws<ArgumentException>(() => Permutations.Apply<int>([0, 1, 2], [0, 1], new int[3])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Permutations.Commutation(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Permutations.Random(-1, 3));
        Assert.Throws<ArgumentException>(() => Permutations.Compose());
    }

    private static int[] Apply(int[] indices, int[] x)
    {
        var y = new int[x.Length];
        Permutations.Apply<int>(indices, x, y);
        return y;
    }
}
