using MathNet.Numerics.LinearAlgebra;
using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>The Fisher information given one input: golden values, Jacobians by differences, the learning rate at which descent diverges.</summary>
public sealed class FisherDualTests
{
    /// <summary>M = 40 with z zeros a layer, sigma_w^2 = 1 / alpha, q = 1: largest eigenvalue and its multiplicity are exact, the mean is that of a draw around L.</summary>
    [Theory]
    [InlineData(4, 2, 4.327016, 34)]
    [InlineData(8, 2, 9.639456, 26)]
    [InlineData(12, 2, 16.161738, 18)]
    [InlineData(8, 4, 11.907516, 12)]
    public void TheSpectrumHasItsGoldenValues(int depth, int zeros, double largest, int multiplicity)
    {
        const int M = 40;
        double share = 1 - ((double)zeros / M);
        var theory = new OrthogonalFisherTheory(depth, share, 1 / share, 1);
        Assert.Equal(largest, theory.Largest, 5e-7);
        Assert.Equal(multiplicity, M * theory.Multiplicity, 1e-9);
        Assert.Equal(depth, theory.Mean, 1e-9);

        var random = new CounterRandom((ulong)depth, "masks");
        double[][] slopes = [.. Enumerable.Range(0, depth - 1).Select(_ => Mask(M, zeros, random))];
        var network = new OrthogonalNetwork(M, depth, NetworkActivation.Linear, 1 / share, 0, seed: 3);
        double[,] dual = FisherDual.Recursion([.. Enumerable.Range(2, depth - 1).Select(network.Weight)], slopes, [.. Enumerable.Repeat(1.0, depth)]);
        double[] eigenvalues = FisherDual.Eigenvalues(dual);
        Assert.All(eigenvalues.Take(multiplicity), value => Assert.Equal(theory.Largest, value, 5e-7));
        Assert.True(eigenvalues[multiplicity] < theory.Largest - 1e-3);
        Assert.Equal(depth, eigenvalues.Average(), 0.02 * depth);
        Assert.Equal(1, eigenvalues[^1], 1e-9);
    }

    [Fact]
    public void AnOrthogonalLinearNetworkHasOneEigenvalue()
    {
        double[] input = Normal(12, 1);
        double[] eigenvalues = FisherDual.Eigenvalues(new OrthogonalNetwork(12, 5, NetworkActivation.Linear, 1, 0, seed: 2).FisherDual(input));
        double q = input.Sum(value => value * value) / 12;
        Assert.All(eigenvalues, value => Assert.Equal(5 * q, value, 1e-9));
        Assert.Equal(5 * q, new OrthogonalFisherTheory(5, 1, 1, q).Largest, 1e-12);
        Assert.Equal(1, new OrthogonalFisherTheory(5, 1, 1, q).Multiplicity);
    }

    /// <summary>
    /// H_L is J J^T / M of the Jacobian by all weights, here by the sum over layers of |x|^2 (dh_L/dh_l)(dh_L/dh_l)^T, with these by central differences of the network
    /// that begins at layer l.
    /// </summary>
    [Theory]
    [InlineData(NetworkActivation.HardTanh)]
    [InlineData(NetworkActivation.Relu)]
    public void TheRecursionIsTheSumOfTheLayersJacobians(NetworkActivation activation)
    {
        const int M = 6, Depth = 4;
        var network = new OrthogonalNetwork(M, Depth, activation, 1.7, 0.1, seed: 5);
        double[] input = Normal(M, 4);
        IReadOnlyList<double[]> hidden = network.Forward(input);
        Matrix<double> expected = Matrix<double>.Build.Dense(M, M);
        Matrix<double> chain = Matrix<double>.Build.DenseIdentity(M);
        for (int layer = Depth; layer >= 1; layer--)
        {
            double[] x = layer == 1 ? input : Array.ConvertAll(hidden[layer - 2], value => activation == NetworkActivation.Relu ? Math.Max(0, value) : Math.Clamp(value, -1, 1));
            expected += chain * chain.Transpose() * x.Sum(value => value * value) / M;
            if (layer > 1)
            {
                chain = chain * Matrix<double>.Build.DenseOfArray(network.Weight(layer)) * Matrix<double>.Build.DenseOfDiagonalArray(network.Slopes(hidden[layer - 2]));
            }
        }

        Matrix<double> found = Matrix<double>.Build.DenseOfArray(network.FisherDual(input));
        Assert.InRange((found - expected).FrobeniusNorm(), 0, 1e-12 * expected.FrobeniusNorm());
    }

    /// <summary>Descent on one sample shrinks a small error below 2 / (M largest eigenvalue), and lets it grow above.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(6)]
    public void DescentDivergesAboveTheBound(int depth)
    {
        const int M = 24;
        var field = new HardTanhMeanField(0.1);
        var network = new OrthogonalNetwork(M, depth, NetworkActivation.HardTanh, field.WeightVariance, field.BiasVariance, seed: 8);
        double[] input = [.. Normal(M, 6).Select(value => value * Math.Sqrt(field.SecondMoment))];
        double bound = 2 / (M * FisherDual.Eigenvalues(network.FisherDual(input))[0]);
        double[] error = [.. Normal(M, 7).Select(value => 1e-5 * value)];
        Assert.InRange(network.Descend(input, error, 0.9 * bound, 60), 0, 0.1);
        Assert.True(network.Descend(input, error, 1.1 * bound, 60) > 10);
    }

    /// <summary>1e6 normal draws: standard errors of 1e-3 and less.</summary>
    [Fact]
    public void TheMeanFieldIsThatOfNormalDraws()
    {
        const int Draws = 1_000_000;
        var field = new HardTanhMeanField(0.6);
        var random = new CounterRandom(1, "field");
        (double ones, double squares) = (0, 0);
        for (int i = 0; i < Draws; i++)
        {
            double h = Math.Sqrt(0.6) * random.NextNormal();
            ones += Math.Abs(h) < 1 ? 1 : 0;
            squares += Math.Pow(Math.Clamp(h, -1, 1), 2);
        }

        Assert.Equal(ones / Draws, field.Share, 4 * 0.5e-3);
        Assert.Equal(squares / Draws, field.SecondMoment, 4 * 0.5e-3);
        Assert.True(field.BiasVariance > 0);
        Assert.Equal(1, field.WeightVariance * field.Share, 1e-15);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        double[,] weight = { { 1, 0 }, { 0, 1 } };
        Refused<ArgumentException>("weights", "There are 0 weights", () => FisherDual.Recursion([], [], [1]));
        Refused<ArgumentException>("q", "expected L - 1, L - 1 and L", () => FisherDual.Recursion([weight], [[1, 1]], [1]));
        Refused<ArgumentException>("slopes", "2 slopes", () => FisherDual.Recursion([weight], [[1, 1], [1, 1]], [1, 1]));
        Refused<ArgumentException>("weights", "W_2 is 2 x 2 and D_1 has 3 numbers; expected 3 columns", () => FisherDual.Recursion([weight], [[1, 1, 1]], [1, 1]));
        Refused<ArgumentException>("weights", "weights[0, 1] is NaN", () => FisherDual.Recursion([new[,] { { 1, double.NaN } }], [[1, 1]], [1, 1]));
        Refused<ArgumentException>("symmetric", "expected a symmetric matrix", () => FisherDual.Eigenvalues(new double[,] { { 1, 2 }, { 0, 1 } }));
        Refused<ArgumentOutOfRangeException>("Share", "Share is 0; expected more than 0", () => _ = new OrthogonalFisherTheory(2, 0, 1, 1));
        Refused<ArgumentException>("input", "input has 1 numbers; expected 2", () => new OrthogonalNetwork(2, 2, NetworkActivation.Relu, 1, 0, 0).Forward([1]));
        var network = new OrthogonalNetwork(2, 2, NetworkActivation.Relu, 1, 0, 0);
        Refused<ArgumentException>("error", "error has only zeros", () => network.Descend([1, 0], [0, 0], 0.1, 1));
        Refused<ArgumentOutOfRangeException>("steps", "steps is 0; expected at least 1", () => network.Descend([1, 0], [1, 0], 0.1, 0));
        Refused<ArgumentOutOfRangeException>("learningRate", "learningRate is NaN", () => network.Descend([1, 0], [1, 0], double.NaN, 1));
        Refused<ArgumentException>("q", "q has the value -1", () => FisherDual.Recursion([weight], [[1, 1]], [1, -1]));
        Refused<ArgumentOutOfRangeException>("layer", "layer is 3; expected 1 to 2", () => new OrthogonalNetwork(2, 2, NetworkActivation.Relu, 1, 0, 0).Weight(3));
    }

    internal static double[] Normal(int count, ulong seed)
    {
        var random = new CounterRandom(seed, "normal");
        return [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
    }

    private static double[] Mask(int count, int zeros, CounterRandom random)
    {
        double[] mask = [.. Enumerable.Range(0, count).Select(i => i < zeros ? 0.0 : 1)];
        for (int i = 0; i < count; i++)
        {
            int other = i + random.NextInt32(count - i);
            (mask[i], mask[other]) = (mask[other], mask[i]);
        }

        return mask;
    }
}
