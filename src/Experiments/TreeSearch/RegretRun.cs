using System.Diagnostics;
using SparseGen.Analysis;

namespace SparseGen.Experiments;

/// <summary>A run of the regret experiment: one search.</summary>
/// <param name="Method">One of <see cref="All"/>.</param>
/// <param name="Rounds">n.</param>
/// <param name="Seed">Seed of rewards and search.</param>
/// <param name="MeanRegret">The maximum less the function where it was played, mean over the rounds.</param>
/// <param name="FinalRegret">The maximum less the function at the recommended point; for chance, the point with the most reward.</param>
/// <param name="Seconds">Time of the search.</param>
internal sealed record RegretRun(string Method, int Rounds, int Seed, double MeanRegret, double FinalRegret, double Seconds)
{
    /// <summary>The largest value of <see cref="Function"/>, at 0.867526.</summary>
    public const double Maximum = 0.975599;

    private const string Plain = "HOO", Truncated = "truncated HOO", Chance = "chance";

    /// <summary>The methods.</summary>
    public static IReadOnlyList<string> All { get; } = [Plain, Truncated, Chance];

    /// <summary>How runs are kept.</summary>
    public static RunSchema<RegretRun> Schema { get; } = new(
        ["method", "rounds", "seed", "mean_regret", "final_regret", "seconds"],
        run => KeyOf(run.Method, run.Rounds, run.Seed),
        run => [run.Method, Cell.Of(run.Rounds), Cell.Of(run.Seed), Cell.Of(run.MeanRegret), Cell.Of(run.FinalRegret), Cell.Of(run.Seconds)],
        cells => new RegretRun(cells.Text(), cells.Int(), cells.Int(), cells.Double(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(string method, int rounds, int seed) => $"{method} rounds {rounds} seed {seed}";

    /// <summary>A run that is to be done.</summary>
    public static PlannedRun<RegretRun> Plan(string method, int rounds, int seed, TreeSearchOptions options)
        => new(KeyOf(method, rounds, seed), $"{method}, {rounds} rounds, seed {seed}", context =>
        {
            long start = Stopwatch.GetTimestamp();
            var rewards = new CounterRandom((ulong)seed, "rewards");
            var tree = new OptimisticTree(SearchBox.Unit(1), options with { Seed = (ulong)seed, Horizon = method == Truncated ? rounds : null });
            (double sum, double last) = (0, 0.5);
            for (int round = 0; round < rounds; round++)
            {
                context.ThrowIfStopped();
                double point = method == Chance ? rewards.NextDouble() : tree.Play(played => rewards.NextDouble() < Function(played[0]) ? 1 : 0).Point[0];
                sum += Maximum - Function(point);

                // Of points drawn by chance the first with a reward is as good as any other.
                last = method == Chance && rewards.NextDouble() < Function(point) ? point : last;
            }

            double recommended = method == Chance ? last : tree.Recommend()[0];
            return new RegretRun(method, rounds, seed, sum / rounds, Maximum - Function(recommended), Stopwatch.GetElapsedTime(start).TotalSeconds);
        });

    /// <summary>The mean of the rewards at a point of [0, 1].</summary>
    public static double Function(double x) => 0.5 * ((Math.Sin(13 * x) * Math.Sin(27 * x)) + 1);
}
