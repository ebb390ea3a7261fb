namespace SparseGen.Tests.Analysis;

/// <summary>
/// The bounds of a tree search, computed by hand from arXiv 1001.4475: U = mean + c sqrt(2 ln n / T) + nu rho^h, B = min(U, the larger B of the halves), where a half that
/// was never played has no bound. With c = 0.1 the radii are 0.1665 for one play of four rounds, 0.0961 for three.
/// </summary>
public sealed class TreeBoundTests
{
    private const double Tolerance = 1e-9;

    /// <summary>Rewards 0.3, 0.8, 0.4, 0.1: one half, then the other, then twice within that, whose bound is in the end that of its own half and not its U, 1.0294.</summary>
    [Fact]
    public void PlainBoundsAreThoseComputedByHand()
    {
        OptimisticTree tree = Play(new TreeSearchOptions { Exploration = 0.1, Variation = 1, Decay = 0.5, Seed = 7 }, 0.3, 0.8);
        Assert.Equal([0.3 + 0.1177410023 + 0.5, 0.8 + 0.1177410023 + 0.5], Bounds(tree), Close);

        tree = Play(new TreeSearchOptions { Exploration = 0.1, Variation = 1, Decay = 0.5, Seed = 7 }, 0.3, 0.8, 0.4);
        Assert.Equal([0.3 + 0.1482303807 + 0.5, 0.6 + 0.1048147074 + 0.5, 0.4 + 0.1482303807 + 0.25], Bounds(tree), Close);

        tree = Play(new TreeSearchOptions { Exploration = 0.1, Variation = 1, Decay = 0.5, Seed = 7 }, 0.3, 0.8, 0.4, 0.1);
        double better = 0.4 + 0.1665109222 + 0.25;
        Assert.Equal([0.3 + 0.1665109222 + 0.5, better, better, 0.1 + 0.1665109222 + 0.25], Bounds(tree), Close);
        Assert.Equal([1, 3, 1, 1], tree.Cells.Select(static cell => cell.Plays));
        Assert.Equal([1, 1, 2, 2], tree.Cells.Select(static cell => cell.Depth));
        Assert.Equal(double.PositiveInfinity, tree.Root.Bound);
    }

    /// <summary>PanoTree: c = 0.2, nu = rho = 1/2, the whole box is played first, n is one more, and the first half keeps the bound of its own round.</summary>
    [Fact]
    public void BoundsOfTheVariantForViewsAreThoseComputedByHand()
    {
        Assert.Equal([0.5 + 0.2354820045 + 0.5], Bounds(Play(TreeSearchOptions.PanoTree, 0.5)), Close);

        double first = 0.3 + 0.2964607614 + 0.25;
        Assert.Equal([0.4 + 0.2096294148 + 0.5, first], Bounds(Play(TreeSearchOptions.PanoTree, 0.5, 0.3)), Close);
        Assert.Equal([first, first, 0.2 + 0.3330218444 + 0.25], Bounds(Play(TreeSearchOptions.PanoTree, 0.5, 0.3, 0.2)), Close);
    }

    /// <summary>Truncated: the radius has the logarithm of the horizon from the first round on, here sqrt(2 ln 10) = 2.1459660263.</summary>
    [Fact]
    public void ATruncatedSearchHasTheRadiusOfItsHorizon()
    {
        OptimisticTree tree = Play(new TreeSearchOptions { Exploration = 0.1, Variation = 2, Horizon = 10, Seed = 7 }, 0.3, 0.8);
        Assert.Equal([0.3 + 0.2145966026 + 1, 0.8 + 0.2145966026 + 1], Bounds(tree), Close);
    }

    /// <summary>ceil((ln(n0) / 2 - ln(1 / nu)) / ln(1 / rho)): the depth from which on nu rho^h is below 1 / sqrt(n0), such as 2 / 8 below 0.316 for n0 = 10.</summary>
    [Theory]
    [InlineData(10, 1, 0.5, 2)]
    [InlineData(10, 2, 0.5, 3)]
    [InlineData(100, 1, 0.25, 2)]
    [InlineData(1000, 0.1, 0.5, 2)]
    public void ATruncatedSearchEndsAtItsDepth(int horizon, double variation, double decay, int depth)
    {
        var options = new TreeSearchOptions { Exploration = 1, Variation = variation, Decay = decay, Horizon = horizon };
        Assert.Equal(depth, Play(options, new double[200]).Cells.Max(static cell => cell.Depth));
        Assert.True(variation * Math.Pow(decay, depth) < 1 / Math.Sqrt(horizon));
        Assert.True(variation * Math.Pow(decay, depth - 1) > 1 / Math.Sqrt(horizon));
    }

    private static OptimisticTree Play(TreeSearchOptions options, params double[] rewards)
    {
        var tree = new OptimisticTree(SearchBox.Unit(1), options);
        foreach (double reward in rewards)
        {
            tree.Play(_ => reward);
        }

        return tree;
    }

    private static IEnumerable<double> Bounds(OptimisticTree tree) => tree.Cells.Select(static cell => cell.Bound);

    private static bool Close(double expected, double found) => Math.Abs(expected - found) < Tolerance;
}
