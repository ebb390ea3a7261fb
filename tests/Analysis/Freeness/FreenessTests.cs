using MathNet.Numerics.LinearAlgebra;
using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Mixed moments of free and of dependent matrices, moments of Jacobians against the theory.</summary>
public sealed class FreenessTests
{
    /// <summary>
    /// Haar rotations make a matrix free of another: the moment goes to 0 as 1/M. Without the rotation it stays where it is: tr[(D - tr D)^4] = 1/16 for halves of ones.
    /// </summary>
    [Fact]
    public void RotatedMatricesAreFreeAndOthersAreNot()
    {
        double Moment(int size, bool isRotated, ulong seed)
        {
            Matrix<double> rotation = isRotated ? Matrix<double>.Build.DenseOfArray(new OrthogonalNetwork(size, 1, NetworkActivation.Linear, 1, 0, seed).Weight(1))
                : Matrix<double>.Build.DenseIdentity(size);
            Matrix<double> half = Matrix<double>.Build.DenseDiagonal(size, size, static i => i % 2);
            double[,] first = half.ToArray(), second = (rotation.Transpose() * half * rotation).ToArray();
            return Freeness.CentredMoment([first, second, first, second]);
        }

        Assert.Equal(1.0 / 16, Moment(40, isRotated: false, 0), 1e-12);
        double small = Rms(20), large = Rms(80);
        Assert.InRange(large, 0, 5e-3);
        Assert.InRange(small / large, 2, 8);

        double Rms(int size) => Math.Sqrt(Enumerable.Range(0, 24).Average(seed => Math.Pow(Moment(size, isRotated: true, (ulong)seed), 2)));
    }

    /// <summary>
    /// J J^T of four layers of a network, whose slopes depend on the weights through the forward pass: the first two moments over 10 draws of width 160 lie within four
    /// standard errors of theory, and a
    /// tolerance of 1/M for what finite widths differ by.
    /// </summary>
    [Fact]
    public void MomentsOfJacobiansAreThoseOfTheTheory()
    {
        const int M = 160, Layers = 4, Draws = 10;
        double[] firsts = new double[Draws], ratios = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            var network = new OrthogonalNetwork(M, Layers, NetworkActivation.Relu, 2, 0, (ulong)draw);
            IReadOnlyList<double[]> hidden = network.Forward(FisherDualTests.Normal(M, (ulong)draw));
            Matrix<double> jacobian = Matrix<double>.Build.DenseIdentity(M);
            for (int layer = 1; layer <= Layers; layer++)
            {
                double[] slopes = network.Slopes(hidden[layer - 1]);
                double[,] weight = network.Weight(layer);
                jacobian = Matrix<double>.Build.Dense(M, M, (row, column) => slopes[row] * weight[row, column]) * jacobian;
            }

            // The trace of the square of a symmetric matrix is the sum of its squared entries.
            Matrix<double> square = jacobian.TransposeAndMultiply(jacobian);
            firsts[draw] = square.Trace() / M;
            ratios[draw] = Math.Pow(square.FrobeniusNorm(), 2) / M / (firsts[draw] * firsts[draw]);
        }

        (double first, double second) = Freeness.OrthogonalJacobianMoments(Layers, 2, 0.5, 0.5);
        AssertNear(first, firsts);
        AssertNear(second / (first * first), ratios);
        Assert.Equal((1, 5), (first, second));

        static void AssertNear(double expected, double[] draws)
        {
            double mean = draws.Average(), error = Math.Sqrt(draws.Sum(value => (value - mean) * (value - mean)) / (Draws * (Draws - 1)));
            Assert.InRange(Math.Abs(mean - expected), 0, (4 * error) + (expected / M));
            Assert.InRange(error, 0, 0.1 * expected);
        }
    }

    [Fact]
    public void GaussianMomentsAreThoseOfMarchenkoAndPastur()
    {
        // One layer with phi = x: W W^T of a square matrix has the moments 1 and 2.
        Assert.Equal((1, 2), Freeness.GaussianJacobianMoments(1, 1, 1, 1));
        (double first, double second) = Freeness.GaussianJacobianMoments(3, 2, 0.5, 0.5);
        Assert.Equal(1, first);
        Assert.Equal((3 + 0.5) / 0.5, second, 1e-12);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Refused<ArgumentException>("factors", "There are 1 factors; expected at least two", () => Freeness.CentredMoment([new double[2, 2]]));
        Refused<ArgumentException>("factors", "A factor is 3 x 3; expected square factors of one size", () => Freeness.CentredMoment([new double[2, 2], new double[3, 3]]));
        Refused<ArgumentException>("factors", "factors[0, 0] is NaN", () => Freeness.CentredMoment([new[,] { { double.NaN } }, new double[1, 1]]));
        Refused<ArgumentOutOfRangeException>("fourthMoment", "fourthMoment is 0.1; expected at least", () => Freeness.OrthogonalJacobianMoments(1, 1, 0.5, 0.1));
    }

}
