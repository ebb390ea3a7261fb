using MathNet.Numerics.LinearAlgebra;
using SparseGen.Analysis;

namespace SparseGen.Experiments;

/// <summary>A run of the freeness experiment: one network and one input.</summary>
/// <param name="Width">M.</param>
/// <param name="Seed">Seed of weights and input.</param>
/// <param name="Mixed">tr[(A - tr A)(B - tr B)(A - tr A)(B - tr B)] with A = D_1^2 and B = W_2^T D_2^2 W_2; 0 if they are free.</param>
/// <param name="Dependent">The same with A = D_1^2 and B = D_1^2, which are not free: where a moment that does not vanish stays.</param>
/// <param name="Ratio">m_2 / m_1^2 of J J^T, the Jacobian of L layers.</param>
internal sealed record FreenessRun(int Width, int Seed, double Mixed, double Dependent, double Ratio)
{
    /// <summary>sigma_w^2: with ReLU, half of whose slopes are 1, the signal keeps its variance.</summary>
    public const double WeightVariance = 2;

    /// <summary>How runs are kept.</summary>
    public static RunSchema<FreenessRun> Schema { get; } = new(
        ["width", "seed", "mixed", "dependent", "ratio"],
        run => KeyOf(run.Width, run.Seed),
        run => [Cell.Of(run.Width), Cell.Of(run.Seed), Cell.Of(run.Mixed), Cell.Of(run.Dependent), Cell.Of(run.Ratio)],
        cells => new FreenessRun(cells.Int(), cells.Int(), cells.Double(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(int width, int seed) => $"width {width} seed {seed}";

    /// <summary>A run that is to be done.</summary>
    public static PlannedRun<FreenessRun> Plan(int width, int layers, int seed)
        => new(KeyOf(width, seed), $"width {width}, seed {seed}", context =>
        {
            context.ThrowIfStopped();
            int depth = Math.Max(layers, 2);
            var network = new OrthogonalNetwork(width, depth, NetworkActivation.Relu, WeightVariance, 0, (ulong)seed);
            var random = new CounterRandom((ulong)seed, "freeness input");
            Matrix<double>[] slopes =
                [.. network.Forward([.. Enumerable.Range(0, width).Select(_ => random.NextNormal())]).Select(h => Matrix<double>.Build.DenseOfDiagonalArray(network.Slopes(h)))];
            Matrix<double> Weight(int layer) => Matrix<double>.Build.DenseOfArray(network.Weight(layer));

            // Without sigma_w, so that both have the moments of slopes.
            Matrix<double> first = slopes[0] * slopes[0], second = Weight(2).Transpose() * slopes[1] * slopes[1] * Weight(2) / WeightVariance;
            Matrix<double> jacobian = Matrix<double>.Build.DenseIdentity(width);
            for (int layer = 1; layer <= layers; layer++)
            {
                jacobian = slopes[layer - 1] * Weight(layer) * jacobian;
            }

            Matrix<double> square = jacobian * jacobian.Transpose();
            double mean = square.Trace() / width;
            return new FreenessRun(
                width, seed, Moment(first, second), Moment(first, first), square.PointwiseMultiply(square).RowSums().Sum() / width / (mean * mean));
        });

    private static double Moment(Matrix<double> first, Matrix<double> second)
    {
        (double[,] a, double[,] b) = (first.ToArray(), second.ToArray());
        return Analysis.Freeness.CentredMoment([a, b, a, b]);
    }
}
