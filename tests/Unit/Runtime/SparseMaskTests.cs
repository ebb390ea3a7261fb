namespace SparseGen.Tests.Runtime;

/// <summary>Static random masks: exact counts, what decides them, and their two orders.</summary>
public sealed class SparseMaskTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(7, 13, 1)]
    [InlineData(7, 13, 45)]
    [InlineData(7, 13, 46)]
    [InlineData(7, 13, 90)]
    [InlineData(7, 13, 91)]
    [InlineData(8, 16, 128)]
    [InlineData(67, 131, 88)]
    public void ExactlyAsManyWeightsAreKeptAsWereAskedFor(int outputs, int inputs, int count)
    {
        var mask = SparseMask.Draw(outputs, inputs, count, seed: 3, "weight");
        Assert.Equal(count, mask.Count);
        Assert.Equal(count, Kept(mask).Count);
        Assert.Equal(count, Enumerable.Range(0, outputs).Sum(output => mask.ByOutput.IndicesOf(output).Length));
    }

    [Fact]
    public void BothOrdersListTheSameWeights()
    {
        var mask = SparseMask.Draw(23, 41, 200, seed: 1, "weight");
        var kept = Kept(mask);
        var stored = Enumerable.Range(0, 23).SelectMany(output => mask.ByOutput.IndicesOf(output).ToArray().Select(input => (output, input))).ToArray();
        Assert.Equal(kept, stored);

        var valueIndices = mask.ByInput.ValueIndices;
        var byInput = Enumerable.Range(0, 41).SelectMany(input => mask.ByInput.IndicesOf(input).ToArray().Select(output => (output, input))).ToArray();
        Assert.Equal(byInput, valueIndices.Select(place => stored[place]));
        Assert.Equal(Enumerable.Range(0, 200), valueIndices.Order());
        Assert.Equal(stored.Select(weight => weight.output * 41 + weight.input), mask.Positions);
    }

    [Fact]
    public void SeedAndNameDecideTheMask()
    {
        var mask = Kept(SparseMask.Draw(23, 41, 200, seed: 1, "a"));
        Assert.Equal(mask, Kept(SparseMask.Draw(23, 41, 200, seed: 1, "a")));
        Assert.NotEqual(mask, Kept(SparseMask.Draw(23, 41, 200, seed: 2, "a")));
        Assert.NotEqual(mask, Kept(SparseMask.Draw(23, 41, 200, seed: 1, "b")));
        Assert.Equal(mask, Kept(SparseMask.DrawAll(23, 41, 200, 1, "b", "a")[1]));
    }

    /// <summary>Over many seeds each weight is kept as often as any other: a chi-squared statistic with 34 degrees of freedom.</summary>
    [Theory]
    [InlineData(9)]
    [InlineData(26)]
    public void EveryWeightIsKeptEquallyOften(int count)
    {
        const int Seeds = 2000, All = 35;
        var times = new double[All];
        for (var seed = 0; seed < Seeds; seed++)
        {
            foreach (var (output, input) in Kept(SparseMask.Draw(5, 7, count, (ulong)seed, "weight")))
            {
                times[output * 7 + input]++;
            }
        }

        // Without replacement the variance of each count is Seeds p (1 - p).
        double share = (double)count / All, variance = Seeds * share * (1 - share);
        var statistic = times.Sum(t => (t - Seeds * share) * (t - Seeds * share)) / variance * (All - 1) / All;
        Assert.InRange(statistic, 14, 66);
    }

    [Fact]
    public void CountsThatCannotBeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SparseMask.Draw(3, 4, 0, 0, "weight"));
        Assert.Throws<ArgumentOutOfRangeException>(() => SparseMask.Draw(3, 4, 13, 0, "weight"));
        Assert.Throws<ArgumentOutOfRangeException>(() => SparseMask.Draw(0, 4, 1, 0, "weight"));
    }

    private static List<(int Output, int Input)> Kept(SparseMask mask) =>
    [
        .. from output in Enumerable.Range(0, mask.Outputs)
           from input in Enumerable.Range(0, mask.Inputs)
           where mask.IsKept(output, input)
           select (output, input),
    ];
}
