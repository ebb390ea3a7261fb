using System.Diagnostics;
using SparseGen.Analysis;
using SparseGen.Tool.Display;

namespace SparseGen.Experiments;

/// <summary>A run of the rank experiment: one matrix, estimated twice.</summary>
/// <param name="Rank">The true rank.</param>
/// <param name="Least">The least singular value that is not 0.</param>
/// <param name="Seed">Seed of the matrix and of the fit.</param>
/// <param name="CauchyNoise">Rank by Cauchy noise loss.</param>
/// <param name="Noise">sigma by Cauchy noise loss.</param>
/// <param name="Variational">Rank by EVBMF.</param>
/// <param name="Seconds">Time of the Cauchy noise loss.</param>
internal sealed record CauchyNoiseRun(int Rank, double Least, int Seed, int CauchyNoise, double Noise, int Variational, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<CauchyNoiseRun> Schema { get; } = new(
        ["rank", "least", "seed", "cnl", "noise", "evbmf", "seconds"],
        run => KeyOf(run.Rank, run.Least, run.Seed),
        run =>
        [
            Cell.Of(run.Rank), Cell.Of(run.Least), Cell.Of(run.Seed), Cell.Of(run.CauchyNoise), Cell.Of(run.Noise), Cell.Of(run.Variational), Cell.Of(run.Seconds),
        ],
        cells => new CauchyNoiseRun(cells.Int(), cells.Double(), cells.Int(), cells.Int(), cells.Double(), cells.Int(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    /// <param name="rank">The true rank.</param>
    /// <param name="least">The least singular value.</param>
    /// <param name="seed">The seed.</param>
    public static string KeyOf(int rank, double least, int seed) => $"rank {rank} least {Cell.Of(least)} seed {seed}";

    /// <summary>A run that is to be done.</summary>
    public static PlannedRun<CauchyNoiseRun> Plan(CauchyNoiseSettings settings, int rank, double least, int seed)
        => new(KeyOf(rank, least, seed), $"rank {rank}, singular values from {Cell.Of(least)}, seed {seed}", context =>
        {
            double[,] matrix = NoisyMatrix.Draw(settings.Rows, settings.Columns, rank, least, settings.Noise, (ulong)seed);
            long start = Stopwatch.GetTimestamp();
            RankEstimate estimate = RankEstimation.Estimate(
                matrix,
                new CauchyNoiseOptions { Scale = settings.Scale, Sparsity = settings.Sparsity, Seed = (ulong)seed },
                _ => context.ThrowIfStopped());
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new CauchyNoiseRun(rank, least, seed, estimate.Rank, estimate.Noise, VariationalRank.Estimate(matrix).Rank, seconds);
        });
}
