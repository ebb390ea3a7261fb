using SparseGen.Kernels.Cpu;
using SparseGen.Simd;
using SparseGen.Tests.Reference;

namespace SparseGen.Tests.Kernels;

/// <summary>Functions made of exponentials and of straight lines, with their derivatives, at all magnitudes and vector widths, against double precision.</summary>
public sealed class ActivationFunctionTests
{
    /// <summary>Beyond it double precision has the limits of all of them.</summary>
    private const double Far = 700;

    private static readonly float[] Magnitudes =
    [
        .. Enumerable.Range(-45 * 5, 84 * 5).Select(static step => (float)Math.Pow(10, step / 5.0)).Where(float.IsFinite).SelectMany(static x => new[] { x, -x }),
        .. new[] { 0f, 0.5f, 0.624f, 0.625f, 0.626f, 0.99f, 1f, 1.01f, 8.9f, 43.4f, 43.6f, 86.9f, 87f, 88.5f, float.MaxValue, float.PositiveInfinity }
            .SelectMany(static x => new[] { x, -x }),
    ];

    [Fact]
    public void SiluIsRight() => Widths.Each(new Check<Silu>(ActivationKind.Silu, static x => Bump(x) * (2 + (x * (Logistic(-x) - Logistic(x))))));

    [Fact]
    public void SigmoidIsRight() => Widths.Each(new Check<Sigmoid>(ActivationKind.Sigmoid, static x => Bump(x) * (Logistic(-x) - Logistic(x))));

    [Fact]
    public void TanhIsRight() => Widths.Each(new Check<Tanh>(ActivationKind.Tanh, static x => -2 * Math.Tanh(x) / (Math.Cosh(x) * Math.Cosh(x))));

    [Fact]
    public void LeakyReluIsRight() => Widths.Each(new Check<LeakyRelu>(ActivationKind.LeakyRelu, static _ => 0));

    [Fact]
    public void HardTanhIsRight() => Widths.Each(new Check<HardTanh>(ActivationKind.HardTanh, static _ => 0));

    [Fact]
    public void SoftplusIsRight() => Widths.Each(new Check<Softplus>(ActivationKind.Softplus, Bump));

    /// <summary>In its left tail, where it is e^x, softplus keeps its digits.</summary>
    [Theory]
    [InlineData(-80f)]
    [InlineData(-17f)]
    [InlineData(-1f)]
    [InlineData(0f)]
    [InlineData(0.5f)]
    public void SoftplusKeepsItsRelativeAccuracy(float x)
    {
        double expected = ReferenceActivation.Value(ActivationKind.Softplus, x);
        Assert.Equal(expected, Activations.Softplus<SimdScalar, float>(x), 3e-7 * expected);
    }

    /// <summary>Near zero tanh(x) is x to all digits, not a difference that has lost them.</summary>
    [Theory]
    [InlineData(1e-20f)]
    [InlineData(-3e-7f)]
    [InlineData(0.01f)]
    [InlineData(0.3f)]
    public void TanhKeepsItsRelativeAccuracy(float x)
    {
        double expected = Math.Tanh(x);
        Assert.Equal(expected, Activations.Tanh<SimdScalar, float>(x), 2e-7 * Math.Abs(expected));
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Bump(double x) => Logistic(x) * Logistic(-x);

    private sealed class Check<TFunction>(ActivationKind kind, Func<double, double> secondDerivative) : IWidthCheck
        where TFunction : struct, IActivation
    {
        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            foreach (float x in Magnitudes)
            {
                // Far out the double functions are 0 times infinity; the limits are those of the last argument before that.
                double near = Math.Clamp(x, -Far, Far);
                var growsAsX = kind is ActivationKind.Silu or ActivationKind.LeakyRelu or ActivationKind.Softplus;
                double value = Math.Abs((double)x) > Far && growsAsX && x > 0 ? x : ReferenceActivation.Value(kind, near);
                value = kind == ActivationKind.LeakyRelu && x < 0 ? 0.01 * x : value;
                (double Expected, double Tolerance)[] expected =
                [
                    (value, 4e-7), (ReferenceActivation.Derivative(kind, near), 4e-7), (value, 4e-7), (secondDerivative(near), 1e-6),
                    (ReferenceActivation.Derivative(kind, near), 4e-7), (value, 4e-7),
                ];
                float[] actual = Evaluate<TSimd, TVector>(x);
                for (int i = 0; i < actual.Length; i++)
                {
                    bool isRight = double.IsInfinity(expected[i].Expected) ? actual[i] == expected[i].Expected
                        : Math.Abs(actual[i] - expected[i].Expected) <= expected[i].Tolerance * Math.Max(1, Math.Abs(expected[i].Expected));
                    Assert.True(isRight, $"Result {i} of {kind}({x:G9}) is {actual[i]:G9}, not {expected[i].Expected:G9}.");
                }
            }

            Assert.Equal(float.NaN, Evaluate<TSimd, TVector>(float.NaN)[0]);
        }

        /// <summary>The value, the slope and the value with it, the second derivative with both.</summary>
        private static float[] Evaluate<TSimd, TVector>(float number)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            TVector x = TSimd.Broadcast(number);
            TVector slope = TFunction.Gradient<TSimd, TVector>(x, out TVector again);
            TVector curvature = TFunction.SecondDerivative<TSimd, TVector>(x, out TVector slopeAgain, out TVector valueAgain);
            return
            [
                First<TSimd, TVector>(TFunction.Value<TSimd, TVector>(x)), First<TSimd, TVector>(slope), First<TSimd, TVector>(again),
                First<TSimd, TVector>(curvature), First<TSimd, TVector>(slopeAgain), First<TSimd, TVector>(valueAgain),
            ];
        }

        private static float First<TSimd, TVector>(TVector vector)
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            Span<float> lanes = stackalloc float[16];
            TSimd.Store(ref lanes[0], vector);
            return lanes[0];
        }
    }
}
