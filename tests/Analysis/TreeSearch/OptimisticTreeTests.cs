using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Tree search: the invariants of its bounds, known maxima, regret, the variant for views.</summary>
public sealed class OptimisticTreeTests
{
    /// <summary>The usual test function, whose maximum of 0.975599 is at 0.867526.</summary>
    internal static double TwoSines(double x) => 0.5 * ((Math.Sin(13 * x) * Math.Sin(27 * x)) + 1);

    public static TheoryData<string, TreeSearchOptions> Variants => new()
    {
        { "plain", new TreeSearchOptions { Variation = 2, Seed = 1 } },
        { "truncated", new TreeSearchOptions { Variation = 2, Horizon = 400, Seed = 1 } },
        { "PanoTree", TreeSearchOptions.PanoTree },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void CountsMeansAndBoundsOfACellAreThoseOfWhatWasPlayedInIt(string name, TreeSearchOptions options)
    {
        var tree = new OptimisticTree(new SearchBox([-1, 0], [1, 3]), options);
        var plays = new List<(double[] Point, double Reward)>();
        for (int round = 1; round <= 200; round++)
        {
            plays.Add(tree.Play(static point => Math.Exp(-((point[0] - 0.3) * (point[0] - 0.3)) - Math.Abs(point[1] - 1))));
        }

        Assert.Equal((200, 200), (tree.Rounds, tree.Root.Plays));
        Assert.Equal(name == "truncated", tree.Cells.Count < 200);
        foreach (TreeCell cell in tree.Cells)
        {
            // Points are in the cell that was played and in those above it: not in halves that came later.
            TreeCell[] halves = [.. new[] { cell.Lower, cell.Upper }.OfType<TreeCell>()];
            int own = cell.Plays - halves.Sum(half => half.Plays);
            Assert.InRange(own, 1, name == "truncated" ? 200 : 1);
            double reward = ((cell.Mean * cell.Plays) - halves.Sum(half => half.Mean * half.Plays)) / own;
            double[] inside = [.. plays.Where(play => IsInside(cell.Box, play.Point)).Select(play => play.Reward)];
            Assert.InRange(cell.Plays, 1, inside.Length);
            Assert.InRange(reward, inside.Min() - 1e-12, inside.Max() + 1e-12);
            Assert.Contains(cell.Best, inside);

            if (cell.Lower is TreeCell lower && cell.Upper is TreeCell upper)
            {
                Assert.True(options.Horizon is null && !options.RefreshesPathOnly ? cell.Bound <= Math.Max(lower.Bound, upper.Bound) : cell.Bound > 0);
            }
        }

        Assert.Equal(plays.Max(play => play.Reward), tree.BestReward);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void ASearchIsTheSameWithTheSameSeed(string name, TreeSearchOptions options)
    {
        double[] Search()
        {
            var tree = new OptimisticTree(SearchBox.Unit(2), options);
            return [.. Enumerable.Range(0, 60).SelectMany(_ => tree.Play(static point => point[0] * point[1]).Point)];
        }

        Assert.NotEmpty(name);
        Assert.Equal(Search(), Search());
    }

    [Fact]
    public void TheTestFunctionHasItsMaximum()
    {
        (double most, double place) = Enumerable.Range(0, 1_000_001).Select(i => (TwoSines(i / 1e6), i / 1e6)).Max();
        Assert.Equal(0.975599, most, 5e-7);
        Assert.Equal(0.867526, place, 1e-6);
    }

    /// <summary>
    /// Bernoulli rewards: after 2,000 rounds the mean regret is far below that of chance (0.4750 = 0.975599 less the function's mean on [0, 1]), and where the search ended
    /// is near the top.
    /// </summary>
    [Theory]
    [InlineData(null)]
    [InlineData(2000)]
    public void RegretOfNoisyRewardsFalls(int? horizon)
    {
        const int Rounds = 2000;
        var noise = new CounterRandom(9, "rewards");
        var tree = new OptimisticTree(SearchBox.Unit(1), new TreeSearchOptions { Variation = 1, Decay = 0.5, Horizon = horizon, Seed = 3 });
        double early = 0, late = 0;
        for (int round = 0; round < Rounds; round++)
        {
            double regret = 0.975599 - TwoSines(tree.Play(point => noise.NextDouble() < TwoSines(point[0]) ? 1 : 0).Point[0]);
            early += round < Rounds / 4 ? regret : 0;
            late += round >= 3 * Rounds / 4 ? regret : 0;
        }

        Assert.InRange(4 * late / Rounds, 0, 0.16);
        Assert.True(late < 0.8 * early, $"{late} is not far below {early}.");
        Assert.InRange(TwoSines(tree.Recommend()[0]), 0.9, 0.9756);
    }

    /// <summary>A view in a room of 10 x 4 x 8: the search for views comes nearer to it with 300 plays than the best of 300 random points, on average over five rooms.</summary>
    [Fact]
    public void TheVariantForViewsBeatsChance()
    {
        double found = 0, chance = 0;
        for (ulong seed = 0; seed < 5; seed++)
        {
            var random = new CounterRandom(seed, "room");
            double[] target = [10 * random.NextDouble(), 4 * random.NextDouble(), 8 * random.NextDouble()];
            double Reward(double[] point) => 1 / (1 + point.Zip(target).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));
            var tree = new OptimisticTree(new SearchBox([0, 0, 0], [10, 4, 8]), TreeSearchOptions.PanoTree);
            for (int play = 0; play < 300; play++)
            {
                tree.Play(Reward);
            }

            found += tree.BestReward;
            chance += Enumerable.Range(0, 300).Max(_ => Reward([10 * random.NextDouble(), 4 * random.NextDouble(), 8 * random.NextDouble()]));
        }

        Assert.True(found > chance, $"{found} is not more than {chance}.");
        Assert.InRange(found / 5, 0.95, 1);
    }

    [Fact]
    public void LongEdgesAreCutMoreOften()
    {
        var tree = new OptimisticTree(new SearchBox([0, 0], [100, 1]), TreeSearchOptions.PanoTree with { Exploration = 0 });
        for (int play = 0; play < 100; play++)
        {
            tree.Play(static _ => 0);
        }

        // With all rewards the same the tree grows evenly; edges of 100 and 1 draw the long one with the share e / (e + 1) = 0.73 until it is shorter.
        Assert.True(tree.Cells.Average(static cell => (cell.Box.Upper[0] - cell.Box.Lower[0]) / 100) < tree.Cells.Average(static cell => cell.Box.Upper[1] - cell.Box.Lower[1]));
    }

    [Fact]
    public void SmoothnessGivesTheConstantsOfThePaper()
    {
        TreeSearchOptions options = TreeSearchOptions.ForSmoothness(2, exponent: 2, factor: 1);
        Assert.Equal(0.5, options.Decay, 1e-15);
        Assert.Equal(8, options.Variation, 1e-14);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Refused<ArgumentException>("upper", "upper[1] is 0; expected more than lower[1], which is 0", () => _ = new SearchBox([0, 0], [1, 0]));
        Refused<ArgumentException>("upper", "upper has 1 numbers; expected 2", () => _ = new SearchBox([0, 0], [1]));
        Refused<ArgumentException>("lower", "lower[0] is NaN", () => _ = new SearchBox([double.NaN], [1]));
        Refused<ArgumentOutOfRangeException>("dimensions", "dimensions is 0; expected at least 1", () => SearchBox.Unit(0));
        Refused<ArgumentOutOfRangeException>("Decay", "Decay is 1; expected more than 0 and less than 1", () => _ = new OptimisticTree(SearchBox.Unit(1), new() { Decay = 1 }));
        Refused<ArgumentOutOfRangeException>("Horizon", "Horizon is 1; expected at least 2", () => _ = new OptimisticTree(SearchBox.Unit(1), new() { Horizon = 1 }));
        var tree = new OptimisticTree(SearchBox.Unit(1));
        Assert.Throws<InvalidOperationException>(tree.Recommend);
        Refused<ArgumentException>("reward", "is NaN; expected a finite number", () => tree.Play(static _ => double.NaN));
        Assert.Equal(0, tree.Rounds);
    }

    private static bool IsInside(SearchBox box, double[] point)
    {
        for (int axis = 0; axis < point.Length; axis++)
        {
            if (point[axis] < box.Lower[axis] || point[axis] > box.Upper[axis])
            {
                return false;
            }
        }

        return true;
    }
}
