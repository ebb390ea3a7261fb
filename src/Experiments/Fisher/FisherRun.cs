using SparseGen.Analysis;

namespace SparseGen.Experiments;

/// <summary>A run of the Fisher experiment: one network and one input.</summary>
/// <param name="Depth">L.</param>
/// <param name="Seed">Seed of weights, biases and input.</param>
/// <param name="Largest">The largest eigenvalue of H_L.</param>
/// <param name="Median">The median eigenvalue.</param>
/// <param name="Mean">The mean eigenvalue.</param>
/// <param name="Smallest">The smallest eigenvalue.</param>
/// <param name="NearLargest">Share of the eigenvalues of at least 95 % of the largest.</param>
/// <param name="LearningRate">The learning rate at which descent on this input neither converges nor diverges, times the width M.</param>
internal sealed record FisherRun(int Depth, int Seed, double Largest, double Median, double Mean, double Smallest, double NearLargest, double LearningRate)
{
    private const double ErrorLength = 1e-6, Near = 0.95;
    private const int Bisections = 16, Steps = 100;

    /// <summary>How runs are kept.</summary>
    public static RunSchema<FisherRun> Schema { get; } = new(
        ["depth", "seed", "largest", "median", "mean", "smallest", "near_largest", "learning_rate"],
        run => KeyOf(run.Depth, run.Seed),
        run =>
        [
            Cell.Of(run.Depth), Cell.Of(run.Seed), Cell.Of(run.Largest), Cell.Of(run.Median), Cell.Of(run.Mean), Cell.Of(run.Smallest), Cell.Of(run.NearLargest),
            Cell.Of(run.LearningRate),
        ],
        cells => new FisherRun(
            cells.Int(), cells.Int(), cells.Double(), cells.Double(), cells.Double(), cells.Double(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(int depth, int seed) => $"depth {depth} seed {seed}";

    /// <summary>A run that is to be done.</summary>
    public static PlannedRun<FisherRun> Plan(int width, int depth, int seed, HardTanhMeanField field)
        => new(KeyOf(depth, seed), $"depth {depth}, seed {seed}", context =>
        {
            var network = new OrthogonalNetwork(width, depth, NetworkActivation.HardTanh, field.WeightVariance, field.BiasVariance, (ulong)seed);
            var random = new CounterRandom((ulong)seed, "fisher input");
            double[] Draw(double scale) => [.. Enumerable.Range(0, width).Select(_ => scale * random.NextNormal())];
            double[] input = Draw(Math.Sqrt(field.SecondMoment)), error = Draw(ErrorLength);
            double[] eigenvalues = FisherDual.Eigenvalues(network.FisherDual(input));

            // Between a rate that surely converges and one that surely diverges.
            (double low, double high) = (0.1 / (width * eigenvalues[0]), 10 / (width * eigenvalues[0]));
            for (int i = 0; i < Bisections; i++)
            {
                context.ThrowIfStopped();
                double middle = Math.Sqrt(low * high);
                (low, high) = network.Descend(input, error, middle, Steps) < 1 ? (middle, high) : (low, middle);
            }

            return new FisherRun(
                depth, seed, eigenvalues[0], eigenvalues[width / 2], eigenvalues.Average(), eigenvalues[^1],
                eigenvalues.Count(value => value >= Near * eigenvalues[0]) / (double)width, width * Math.Sqrt(low * high));
        });
}
