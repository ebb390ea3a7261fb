using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Cauchy transforms of both models: golden values, another way to compute them, differences, matrices drawn.</summary>
public sealed class SpectralModelTests
{
    /// <summary>Half a unit of the last decimal that is given: 12 of the transforms, 10 of losses, 9 of their derivatives; with 16 of the first one its last bits.</summary>
    private const double Transform = 5e-13, Loss = 5e-11, Derivative = 5e-10, LastBits = 4e-15;

    public static TheoryData<double[], double, int, double, double, double, double, double> SignalPlusNoiseValues => new()
    {
        { [0], 1, 1, 1, 0.1, 0.4425832494678107, -0.8622039742095055, LastBits },
        { [0.5, 1], 0.3, 3, 0.4, 0.1, 0.142486848122, -2.247898706083, Transform },
        { [0.5, 1], 0.3, 2, 0.4, 0.1, 0.353499210400, -2.097983219521, Transform },
        { [0, 0.2, 0.4, 0.8], 0.1, 8, 0.3, 0.1, 2.211398863641, -1.912853616501, Transform },
    };

    public static TheoryData<double[], int, double, double, double, double, double> CompoundWishartValues => new()
    {
        { [1], 1, 1, 0.1, 0.4425832494678107, -0.8622039742095055, LastBits },
        { [-0.1, 0.05, 0.1], 3, 0.05, 0.1, 1.579977574425, -6.884892538262, Transform },
        { [0.5, 1, 2, 1.5], 2, 1, 0.2, -0.079210387014, -0.794137492503, Transform },
    };

    [Theory]
    [MemberData(nameof(SignalPlusNoiseValues))]
    public void SignalPlusNoiseHasItsGoldenValues(double[] a, double sigma, int p, double x, double y, double real, double imaginary, double tolerance)
    {
        Complex transform = new SignalPlusNoiseModel(a, sigma, p).CauchyTransform(new Complex(x, y));
        Assert.Equal(real, transform.Real, tolerance);
        Assert.Equal(imaginary, transform.Imaginary, tolerance);
    }

    [Theory]
    [MemberData(nameof(CompoundWishartValues))]
    public void CompoundWishartHasItsGoldenValues(double[] b, int d, double x, double y, double real, double imaginary, double tolerance)
    {
        Complex transform = new CompoundWishartModel(b, d).CauchyTransform(new Complex(x, y));
        Assert.Equal(real, transform.Real, tolerance);
        Assert.Equal(imaginary, transform.Imaginary, tolerance);
    }

    [Fact]
    public void GradientsHaveTheirGoldenValues()
    {
        double[] gradient = new double[4];
        Assert.Equal(0.4662718641, CauchyNoiseLoss.Evaluate(new SignalPlusNoiseModel([0.3, 0.7, 1], 0.25, 5), 0.6, 0.1, gradient), Loss);
        AssertClose([-0.289166075, -0.486343693, 0.686914546, 1.480590261], gradient, Derivative);
        Assert.Equal(-0.3659399586, CauchyNoiseLoss.Evaluate(new CompoundWishartModel([-0.1, 0.05, 0.3, 0.2], 3), 0.1, 0.1, gradient), Loss);
        AssertClose([-1.009171146, -0.424036291, 0.582395763, 0.744422897], gradient, Derivative);
    }

    /// <summary>The library solves one equation; the author's programs two nested ones of 2 x 2 matrices. Transform and derivatives are the same, also left of 0.</summary>
    [Theory]
    [InlineData(3, 3, 0.3, 0.4, 0.1)]
    [InlineData(3, 7, 0.3, -0.8, 0.1)]
    [InlineData(5, 5, 0.05, 0.9, 0.05)]
    [InlineData(4, 8, 1.3, 7, 0.4)]
    [InlineData(6, 9, 0.2, 0, 0.02)]
    public void OneEquationSaysWhatTheSubordinationOfMatricesSays(int d, int p, double sigma, double x, double y)
    {
        double[] a = Draw(d, (ulong)p);
        var model = new SignalPlusNoiseModel(a, sigma, p);
        Complex[] gradient = new Complex[d + 1];
        Complex transform = model.CauchyTransform(new Complex(x, y), gradient);
        (Complex expected, Complex[] derivatives) = SubordinationOracle.Solve(a, sigma, p, new Complex(x, y));
        Assert.True(Complex.Abs(expected - transform) < 1e-10 * Complex.Abs(expected), $"{transform} is not {expected}.");
        double size = derivatives.Max(Complex.Abs);
        Assert.All(gradient.Zip(derivatives), pair => Assert.True(Complex.Abs(pair.First - pair.Second) < 1e-9 * size, $"{pair.First} is not {pair.Second}."));
    }

    /// <summary>Central differences: their error is of order step^2, here 1e-10 of the third derivative, and rounding 1e-16 / step.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void GradientsAreThoseOfDifferences(ulong seed)
    {
        SpectralModel[] models =
        [
            new SignalPlusNoiseModel(Draw(6, seed), 0.25, 9), new SignalPlusNoiseModel(Draw(4, seed), 0.1, 4), new CompoundWishartModel(Draw(7, seed), 5),
        ];
        foreach (SpectralModel model in models)
        {
            double[] parameters = new double[model.ParameterCount], gradient = new double[model.ParameterCount];
            model.CopyParametersTo(parameters);
            CauchyNoiseLoss.Evaluate(model, 0.5, 0.1, gradient);
            for (int k = 0; k < parameters.Length; k++)
            {
                const double Step = 1e-5;
                double Shifted(double change)
                {
                    double[] shifted = [.. parameters];
                    shifted[k] += change;
                    model.SetParameters(shifted);
                    return CauchyNoiseLoss.Evaluate(model, 0.5, 0.1);
                }

                double difference = (Shifted(Step) - Shifted(-Step)) / (2 * Step);
                Assert.Equal(difference, gradient[k], 1e-7 * (1 + gradient.Max(Math.Abs)));
            }
        }
    }

    /// <summary>
    /// Empirical transforms of 20 drawn matrices: their mean lies within four standard errors of the model's, besides the bias of order 1/d that real matrices have.
    /// </summary>
    [Fact]
    public void TheTransformsAreThoseOfLargeMatrices()
    {
        const int D = 80, P = 120, Draws = 20;
        var random = new CounterRandom(3, "draws");
        var z = new Complex(0.5, 0.1);
        double[] a = [.. Enumerable.Range(0, D).Select(i => i < D / 2 ? 0 : 0.4 + (0.6 * i / D))];
        double[] b = [.. Enumerable.Range(0, P).Select(i => (0.4 * i / P) - 0.1)];
        Matrix<double> signal = Matrix<double>.Build.Dense(P, D, (row, column) => row == column ? a[row] : 0);
        Matrix<double> inner = Matrix<double>.Build.DenseOfDiagonalArray(b);
        AssertNear(new SignalPlusNoiseModel(a, 0.2, P), noise => (signal + (0.2 * noise)).TransposeThisAndMultiply(signal + (0.2 * noise)));
        AssertNear(new CompoundWishartModel(b, D), noise => noise.TransposeThisAndMultiply(inner * noise));

        void AssertNear(SpectralModel model, Func<Matrix<double>, Matrix<double>> matrix)
        {
            Complex expected = model.CauchyTransform(z);
            Complex[] found = [.. Enumerable.Range(0, Draws).Select(_ => Empirical(matrix(Matrix<double>.Build.Dense(P, D, (_, _) => random.NextNormal() / Math.Sqrt(D)))))];
            Complex mean = found.Aggregate((sum, value) => sum + value) / Draws;
            double standardError = Math.Sqrt(found.Sum(value => Math.Pow(Complex.Abs(value - mean), 2)) / (Draws * (Draws - 1)));
            Assert.InRange(Complex.Abs(mean - expected), 0, (4 * standardError) + (Complex.Abs(expected) / D));
            Assert.InRange(standardError, 0, 0.01 * Complex.Abs(expected));
        }

        Complex Empirical(Matrix<double> matrix)
            => matrix.Evd(Symmetricity.Symmetric).EigenValues.Aggregate(Complex.Zero, (sum, eigenvalue) => sum + (1 / (z - eigenvalue.Real))) / D;
    }

    [Fact]
    public void WithoutNoiseTheTransformIsThatOfTheSingularValues()
    {
        var z = new Complex(0.3, 0.05);
        Complex expected = ((1 / (z - 0.25)) + (1 / (z - 0.04))) / 2;
        Assert.True(Complex.Abs(expected - new SignalPlusNoiseModel([0.5, -0.2], 0, 4).CauchyTransform(z)) < 1e-14);
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Refused<ArgumentException>("eigenvalues", "eigenvalues[1] is NaN; expected finite numbers", () => _ = new CompoundWishartModel([1, double.NaN], 2));
        Refused<ArgumentException>("eigenvalues", "eigenvalues is empty", () => _ = new CompoundWishartModel([], 2));
        Refused<ArgumentOutOfRangeException>("dimension", "dimension is 0; expected at least 1", () => _ = new CompoundWishartModel([1], 0));
        Refused<ArgumentOutOfRangeException>("rows", "rows is 1; expected at least 2", () => _ = new SignalPlusNoiseModel([1, 2], 0.1, 1));
        Refused<ArgumentOutOfRangeException>("noise", "noise is NaN; expected a finite number", () => _ = new SignalPlusNoiseModel([1, 2], double.NaN, 2));
        var model = new SignalPlusNoiseModel([1, 2], 0.1, 2);
        Refused<ArgumentException>("z", "expected a finite number with a positive imaginary part", () => model.CauchyTransform(new Complex(1, 0)));
        Refused<ArgumentException>("gradient", "gradient has 2 numbers; expected 3", () => model.CauchyTransform(new Complex(1, 1), new Complex[2]));
        Refused<ArgumentException>("parameters", "parameters has 1 numbers; expected 3", () => model.SetParameters([1]));
        Refused<ArgumentOutOfRangeException>("scale", "scale is 0; expected a positive finite number", () => CauchyNoiseLoss.Evaluate(model, 1, 0));
    }

    private static double[] Draw(int count, ulong seed)
    {
        var random = new CounterRandom(seed, "values");
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.2)];
    }

    private static void AssertClose(double[] expected, double[] found, double tolerance)
        => Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, tolerance));
}
