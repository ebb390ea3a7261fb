using MathNet.Numerics.LinearAlgebra;
using SparseGen.Analysis;

namespace SparseGen.Experiments;

/// <summary>A run of the sparse experiment: one regression with one penalty.</summary>
/// <param name="Lambda">lambda.</param>
/// <param name="Seed">Seed of truth, samples and starts.</param>
/// <param name="MixerMinimum">min of L(W kron V) + lambda/2 (|W|^2 + |V|^2), the best of several starts.</param>
/// <param name="SparseMinimum">min of L(B) + lambda/(C S) |B|_1.</param>
/// <param name="MixerNorm">|B|_1 of the Mixer's matrix, divided by that of the truth.</param>
/// <param name="SparseNorm">The same of the sparse matrix.</param>
/// <param name="MixerError">|B - truth| / |truth| of the Mixer's matrix.</param>
/// <param name="SparseError">The same of the sparse matrix.</param>
internal sealed record SparseMixerRun(
    double Lambda, int Seed, double MixerMinimum, double SparseMinimum, double MixerNorm, double SparseNorm, double MixerError, double SparseError)
{
    private const int Starts = 8, Rounds = 100, Steps = 3000;
    private const double Noise = 0.5, Density = 0.3;

    /// <summary>How runs are kept.</summary>
    public static RunSchema<SparseMixerRun> Schema { get; } = new(
        ["lambda", "seed", "mixer_minimum", "sparse_minimum", "mixer_norm", "sparse_norm", "mixer_error", "sparse_error"],
        run => KeyOf(run.Lambda, run.Seed),
        run =>
        [
            Cell.Of(run.Lambda), Cell.Of(run.Seed), Cell.Of(run.MixerMinimum), Cell.Of(run.SparseMinimum), Cell.Of(run.MixerNorm), Cell.Of(run.SparseNorm),
            Cell.Of(run.MixerError), Cell.Of(run.SparseError),
        ],
        cells => new SparseMixerRun(
            cells.Double(), cells.Int(), cells.Double(), cells.Double(), cells.Double(), cells.Double(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(double lambda, int seed) => $"lambda {Cell.Of(lambda)} seed {seed}";

    /// <summary>A run that is to be done. The truth is W kron V with sparse factors; outputs have noise.</summary>
    public static PlannedRun<SparseMixerRun> Plan(int side, int samples, double lambda, int seed)
        => new(KeyOf(lambda, seed), $"lambda {Cell.Of(lambda)}, seed {seed}", context =>
        {
            var random = new CounterRandom((ulong)seed, "sparse mixer");
            Matrix<double> Factor() => Matrix<double>.Build.Dense(side, side, (row, column) => row == column || random.NextDouble() < Density ? random.NextNormal() : 0);
            Matrix<double> truth = Factor().KroneckerProduct(Factor());
            Matrix<double> inputs = Matrix<double>.Build.Dense(samples, side * side, (_, _) => random.NextNormal());
            Matrix<double> outputs = inputs.TransposeAndMultiply(truth).Map(value => value + (Noise * random.NextNormal()), Zeros.Include);
            var problem = new LinearMixerProblem(inputs.ToArray(), outputs.ToArray(), side, side);
            (double mixerMinimum, Matrix<double>? mixer) = (double.PositiveInfinity, null);
            for (int start = 0; start < Starts; start++)
            {
                context.ThrowIfStopped();
                MixerPair pair = problem.FitMixer(lambda, Rounds, (ulong)start);
                double value = problem.MixerObjective(pair, lambda);
                if (value < mixerMinimum)
                {
                    (mixerMinimum, mixer) = (value, Matrix<double>.Build.DenseOfArray(pair.ToDense()));
                }
            }

            double[,] sparse = problem.FitSparse(lambda, Steps);
            Matrix<double> free = Matrix<double>.Build.DenseOfArray(sparse);
            double Norm(Matrix<double> matrix) => matrix.Enumerate().Sum(Math.Abs) / truth.Enumerate().Sum(Math.Abs);
            double Error(Matrix<double> matrix) => (matrix - truth).FrobeniusNorm() / truth.FrobeniusNorm();
            return new SparseMixerRun(
                lambda, seed, mixerMinimum, problem.SparseObjective(sparse, lambda), Norm(mixer!), Norm(free), Error(mixer!), Error(free));
        });
}
