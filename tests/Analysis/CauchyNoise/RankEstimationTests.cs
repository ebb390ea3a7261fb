using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;
using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Fits by Cauchy noise loss: the rank of a matrix under noise, eigenvalues of a compound Wishart matrix.</summary>
public sealed class RankEstimationTests
{
    /// <summary>The example of the author's README: 100 x 50, rank 30, singular values from 0.3 to 1, noise 0.1; it may take 20 seconds there and here.</summary>
    [Fact]
    public void TheRankOfTheAuthorsExampleIsFound()
    {
        double[,] matrix = NoisyMatrix.Draw(100, 50, 30, 0.3, 0.1, seed: 1);
        long start = Stopwatch.GetTimestamp();
        RankEstimate estimate = RankEstimation.Estimate(matrix, new CauchyNoiseOptions());
        Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 20);
        Assert.Equal(30, estimate.Rank);
        Assert.InRange(estimate.Noise, 0.08, 0.12);
        Assert.Equal(estimate.SingularValues.OrderDescending(), estimate.SingularValues);
        Assert.InRange(estimate.SingularValues[29], 0.2, 0.45);
    }

    /// <summary>Where the noise is small against the singular values, both methods find the rank, and which side is the longer one makes no difference.</summary>
    [Theory]
    [InlineData(24, 24, 6)]
    [InlineData(32, 16, 4)]
    public void BothMethodsAgreeOnEasyMatrices(int rows, int columns, int rank)
    {
        double[,] matrix = NoisyMatrix.Draw(rows, columns, rank, 0.5, 0.05, seed: 2);
        double[,] transposed = Matrix<double>.Build.DenseOfArray(matrix).Transpose().ToArray();
        Assert.Equal(rank, RankEstimation.Estimate(matrix, new CauchyNoiseOptions { Seed = 7 }).Rank);

        // Singular values are the same but for rounding, and so is the fit, step by step.
        var few = new CauchyNoiseOptions { Seed = 7, Steps = 500 };
        RankEstimate one = RankEstimation.Estimate(matrix, few), other = RankEstimation.Estimate(transposed, few);
        Assert.All(one.SingularValues.Append(one.Noise).Zip(other.SingularValues.Append(other.Noise)), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        (int baseline, double deviation) = VariationalRank.Estimate(matrix);
        Assert.Equal(rank, baseline);
        Assert.Equal(0.05 / Math.Sqrt(columns), deviation, 0.1 * deviation);
        Assert.Equal(rank, VariationalRank.Estimate(transposed).Rank);
    }

    /// <summary>A matrix without full rank and without noise: both methods find the rank, and the noise is small against the least singular value of 0.5.</summary>
    [Fact]
    public void AMatrixWithoutNoiseHasItsRank()
    {
        double[,] matrix = NoisyMatrix.Draw(20, 12, 4, 0.5, 0, seed: 4);
        RankEstimate estimate = RankEstimation.Estimate(matrix, new CauchyNoiseOptions { Seed = 1 });
        Assert.Equal(4, estimate.Rank);
        Assert.InRange(estimate.Noise, 0, 0.1);
        Assert.Equal(4, VariationalRank.Estimate(matrix).Rank);
    }

    [Fact]
    public void AFitIsTheSameWithTheSameSeedAndAnotherWithAnother()
    {
        double[,] matrix = NoisyMatrix.Draw(12, 8, 3, 0.3, 0.1, seed: 3);
        RankEstimate Estimate(ulong seed) => RankEstimation.Estimate(matrix, new CauchyNoiseOptions { Seed = seed, Steps = 400 });
        Assert.Equal(Estimate(1).SingularValues, Estimate(1).SingularValues);
        Assert.NotEqual(Estimate(1).SingularValues, Estimate(2).SingularValues);
    }

    /// <summary>A compound Wishart matrix of 50 x 50: the fit moves its eigenvalues nearer to the true ones, sorted, and its loss falls.</summary>
    [Fact]
    public void CompoundWishartEigenvaluesComeNearer()
    {
        const int D = 50;
        var random = new CounterRandom(5, "wishart");
        double[] truth = [.. Enumerable.Range(0, D).Select(_ => (0.2 * random.NextDouble()) - 0.1)];
        Matrix<double> noise = Matrix<double>.Build.Dense(D, D, (_, _) => random.NextNormal() / Math.Sqrt(D));
        Matrix<double> matrix = noise.Transpose() * Matrix<double>.Build.DenseOfDiagonalArray(truth) * noise;
        double[] eigenvalues = [.. matrix.Evd(Symmetricity.Symmetric).EigenValues.Select(value => value.Real)];
        var model = new CompoundWishartModel([.. Enumerable.Range(0, D).Select(_ => random.NextDouble() - 0.5)], D);
        double before = Distance(model.Eigenvalues.ToArray(), truth);
        int passes = 0;
        IReadOnlyList<double> losses = CauchyNoiseFit.Run(model, eigenvalues, new CauchyNoiseOptions { Steps = 200 * D }, pass => passes = pass);
        Assert.Equal((200, 200), (passes, losses.Count));
        Assert.InRange(Distance(model.Eigenvalues.ToArray(), truth), 0, 0.6 * before);
        Assert.True(losses.TakeLast(20).Average() < losses.Take(20).Average());
    }

    /// <summary>
    /// Sixteen draws of the noise in a step: the loss of a pass is the mean over them, and varies by a sixteenth in the square. 300 passes know either variance to 8 %.
    /// </summary>
    [Fact]
    public void MoreDrawsVaryLess()
    {
        double[] eigenvalues = [.. Enumerable.Range(0, 10).Select(i => (0.1 * i) - 0.3)];
        double Variance(int draws)
        {
            // So slow that the model stays as it is.
            var options = new CauchyNoiseOptions { Draws = draws, LearningRate = 1e-12, Steps = 300 * eigenvalues.Length, Seed = 6 };
            IReadOnlyList<double> losses = CauchyNoiseFit.Run(new CompoundWishartModel([0.2, -0.1, 0.3], 10), eigenvalues, options);
            double mean = losses.Average();
            return losses.Average(loss => (loss - mean) * (loss - mean));
        }

        Assert.InRange(Variance(1) / Variance(16), 16 / 1.4, 16 * 1.4);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        var options = new CauchyNoiseOptions();
        Refused<ArgumentException>("matrix", "matrix[1, 0] is NaN; expected finite numbers", () => RankEstimation.Estimate(new double[,] { { 1 }, { double.NaN } }, options));
        Refused<ArgumentException>("matrix", "matrix is 0 x 3; expected at least one entry", () => RankEstimation.Estimate(new double[0, 3], options));
        Refused<ArgumentException>("matrix", "matrix has only zeros", () => RankEstimation.Estimate(new double[3, 3], options));
        Refused<ArgumentException>("matrix", "matrix has only zeros", () => VariationalRank.Estimate(new double[3, 3]));
        Refused<ArgumentException>("matrix", "matrix is 2 x 9; expected at least 3 rows and columns", () => VariationalRank.Estimate(new double[2, 9]));
        Refused<ArgumentOutOfRangeException>("Scale", "Scale is 0", () => RankEstimation.Estimate(new double[,] { { 1 } }, options with { Scale = 0 }));
        Refused<ArgumentOutOfRangeException>("Draws", "Draws is 0; expected at least 1", () => RankEstimation.Estimate(new double[,] { { 1 } }, options with { Draws = 0 }));
        Refused<ArgumentOutOfRangeException>("Steps", "Steps is 0; expected at least 1", () => RankEstimation.Estimate(new double[,] { { 1 } }, options with { Steps = 0 }));
        Refused<ArgumentException>(
            "eigenvalues", "There are 1 eigenvalues; expected 2", () => CauchyNoiseFit.Run(new SignalPlusNoiseModel([1, 2], 0.1, 2), [1], options));
        Refused<ArgumentException>(
            "eigenvalues", "An eigenvalue is -1", () => CauchyNoiseFit.Run(new SignalPlusNoiseModel([1, 2], 0.1, 2), [1, -1], options));
    }

    private static double Distance(double[] found, double[] expected) => MathNet.Numerics.Distance.Euclidean([.. found.Order()], [.. expected.Order()]);
}
