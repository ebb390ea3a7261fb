using MathNet.Numerics.LinearAlgebra;
using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Weight decay of a linear Mixer against an L1 penalty of the matrix that it stands for.</summary>
public sealed class LinearMixerTests
{
    /// <summary>(|W|^2 + |V|^2) / 2 is at least |W| |V| = |B|, and that at least |B|_1 / (C S): the proposition holds pair by pair.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ThePropositionHoldsForEveryPair(ulong seed)
    {
        (LinearMixerProblem problem, _) = Draw(seed);
        MixerPair pair = new(Square(3, seed + 10), Square(4, seed + 20));
        foreach (double lambda in new[] { 0, 0.1, 2 })
        {
            Assert.True(problem.MixerObjective(pair, lambda) >= problem.SparseObjective(pair.ToDense(), lambda) - 1e-12);
        }

        Assert.Equal(problem.MixerObjective(pair, 0), problem.SparseObjective(pair.ToDense(), 0), 1e-10);
    }

    /// <summary>
    /// Where all entries of W are alike in size, and those of V, |B|_1 = S C |B|; and where |W| = |V|, (|W|^2 + |V|^2) / 2 = |W| |V| = |B|: with both the objectives are equal,
    /// with 1/(C S) as the factor and with no other.
    /// </summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(2)]
    public void ThePropositionIsAnEqualityForEntriesOfOneSize(double lambda)
    {
        (LinearMixerProblem problem, _) = Draw(4);
        double[,] tokens = Signs(3, seed: 1, norm: 1.7), channels = Signs(4, seed: 2, norm: 1.7);
        MixerPair pair = new(tokens, channels);
        double expected = problem.SparseObjective(pair.ToDense(), lambda);
        Assert.Equal(expected, problem.MixerObjective(pair, lambda), 1e-12 * expected);
        Assert.Equal(lambda * 1.7 * 1.7, problem.MixerObjective(pair, lambda) - problem.MixerObjective(pair, 0), 1e-12 * expected);

        // Norms that differ by a tenth cost (1.1 - 1)^2 / 2 of |W|^2 more.
        MixerPair uneven = new(tokens, Signs(4, seed: 2, norm: 1.1 * 1.7));
        Assert.Equal(lambda * 0.005 * 1.7 * 1.7, problem.MixerObjective(uneven, lambda) - problem.SparseObjective(uneven.ToDense(), lambda), 1e-10);
    }

    /// <summary>The minima, each found by its own method, and the truth where there is neither noise nor much of a penalty.</summary>
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.1)]
    [InlineData(1)]
    public void TheMinimumOfTheMixerIsAtLeastThatOfTheSparseMatrix(double lambda)
    {
        (LinearMixerProblem problem, double[,] truth) = Draw(5);
        double[] rounds = [.. new[] { 1, 3, 10, 60 }.Select(count => problem.MixerObjective(problem.FitMixer(lambda, count, seed: 1), lambda))];
        Assert.Equal(rounds.OrderDescending(), rounds);
        double[,] sparse = problem.FitSparse(lambda, 3000);
        double minimum = problem.SparseObjective(sparse, lambda);
        Assert.True(rounds[^1] >= minimum, $"{rounds[^1]} is less than {minimum}.");

        // Convex: no matrix nearby is better.
        for (ulong seed = 0; seed < 10; seed++)
        {
            Matrix<double> near = Matrix<double>.Build.DenseOfArray(sparse) + (1e-3 * Matrix<double>.Build.DenseOfArray(Square(12, seed)));
            Assert.True(problem.SparseObjective(near.ToArray(), lambda) >= minimum - 1e-9);
        }

        if (lambda < 0.01)
        {
            Matrix<double> found = Matrix<double>.Build.DenseOfArray(problem.FitMixer(lambda, 200, seed: 1).ToDense());
            Assert.InRange((found - Matrix<double>.Build.DenseOfArray(truth)).FrobeniusNorm() / found.FrobeniusNorm(), 0, 0.02);
        }
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Refused<ArgumentException>("inputs", "inputs is 2 x 5; expected 2 x 3 = 6 columns", () => _ = new LinearMixerProblem(new double[2, 5], new double[2, 6], 2, 3));
        Refused<ArgumentException>("outputs", "outputs has 3 rows; expected 2", () => _ = new LinearMixerProblem(new double[2, 6], new double[3, 6], 2, 3));
        Refused<ArgumentException>("inputs", "inputs[0, 1] is NaN; expected finite numbers", () => _ = new LinearMixerProblem(With(double.NaN), new double[1, 4], 2, 2));
        Refused<ArgumentException>("outputs", "outputs[0, 1] is NaN; expected finite numbers", () => _ = new LinearMixerProblem(With(1), With(double.NaN), 2, 2));
        (LinearMixerProblem problem, _) = Draw(1);
        var small = new LinearMixerProblem(With(1), With(1), 2, 2);
        double[,] spoiled = new double[4, 4], zeros = new double[2, 2];
        spoiled[0, 1] = double.NaN;
        Refused<ArgumentException>("matrix", "matrix[0, 1] is NaN", () => small.SparseObjective(spoiled, 0));
        Refused<ArgumentException>("pair.Tokens", "pair.Tokens[1, 0] is NaN", () => small.MixerObjective(new MixerPair(new[,] { { 0, 0 }, { double.NaN, 0 } }, zeros), 0));
        Refused<ArgumentException>("pair.Channels", "pair.Channels[1, 0] is -Infinity", () => small.MixerObjective(new MixerPair(zeros, new[,] { { 0, 0 }, { -1 / 0.0, 0 } }), 0));
        Refused<ArgumentOutOfRangeException>("lambda", "lambda is NaN", () => problem.FitSparse(double.NaN, 1));
        Refused<ArgumentException>("matrix", "matrix is 2 x 12; expected 3 x 4 = 12 columns and rows", () => problem.SparseObjective(new double[2, 12], 0));
        Refused<ArgumentException>("pair", "W is 2 x 2", () => problem.MixerObjective(new MixerPair(Square(2, 1), Square(4, 1)), 0));
        Refused<ArgumentException>("inputs", "inputs has only zeros", () => _ = new LinearMixerProblem(new double[2, 6], new double[2, 6], 2, 3));
        var deficient = new LinearMixerProblem(new double[,] { { 1, 1, 0, 0 }, { 2, 2, 0, 0 } }, new double[2, 4], 2, 2);
        Assert.True(deficient.MixerObjective(deficient.FitMixer(0.1, 5, 0), 0.1) >= 0);
        Refused<ArgumentException>("lambda", "lambda is 1E-300, which rounding hides beside inputs without full rank", () => deficient.FitMixer(1e-300, 5, 0));
        Refused<ArgumentOutOfRangeException>("lambda", "lambda is 0", () => problem.FitMixer(0, 1, 0));
    }

    private static double[,] With(double second) => new double[1, 4] { { 1, second, 0, 0 } };

    private static (LinearMixerProblem Problem, double[,] Truth) Draw(ulong seed)
    {
        const int Samples = 60, Size = 12;
        Matrix<double> truth = Matrix<double>.Build.DenseOfArray(Square(3, seed)).KroneckerProduct(Matrix<double>.Build.DenseOfArray(Square(4, seed + 1)));
        Matrix<double> inputs = Matrix<double>.Build.Dense(Samples, Size, FisherDualTests.Normal(Samples * Size, seed + 2));
        return (new LinearMixerProblem(inputs.ToArray(), (inputs * truth.Transpose()).ToArray(), 3, 4), truth.ToArray());
    }

    /// <summary>Entries of one size with drawn signs.</summary>
    private static double[,] Signs(int size, ulong seed, double norm)
        => Matrix<double>.Build.Dense(size, size, [.. FisherDualTests.Normal(size * size, seed).Select(value => Math.CopySign(norm / size, value))]).ToArray();

    private static double[,] Square(int size, ulong seed) => Matrix<double>.Build.Dense(size, size, FisherDualTests.Normal(size * size, seed)).ToArray();
}
