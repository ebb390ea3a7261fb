using System.Runtime.Intrinsics;
using MathNet.Numerics;
using SparseGen.Simd;

namespace SparseGen.Tests.Numerics;

/// <summary>The two GELUs and their first two derivatives at all magnitudes, with every vector width, against double precision: far out they are 0 or x, 0 or 1, and 0.</summary>
[Trait("Category", "Numerics")]
public sealed class ActivationRangeTests
{
    /// <summary>Where powers of x are still far from the end of doubles and the functions are at their limits already.</summary>
    private const double Far = 40;

    /// <summary>Seven numbers a decade up to the largest, of both signs, infinities, and what lies around the ends of the ranges that are computed.</summary>
    public static float[] Magnitudes { get; } =
    [
        .. Enumerable.Range(-45 * 7, 84 * 7).Select(step => (float)Math.Pow(10, step / 7.0)).Where(float.IsFinite).SelectMany(x => new[] { x, -x }),
        .. new[] { 5.5f, 8.9f, 9.96f, 9.97f, 9.98f, 12.9f, 13f, 13.1f, 14f, 16f, 30f, float.MaxValue, float.PositiveInfinity, 0f }.SelectMany(x => new[] { x, -x }),
    ];

    [Fact]
    public void Vectors512AreRightAtAllMagnitudes() => Check<Simd512, Vector512<float>>();

    [Fact]
    public void Vectors256AreRightAtAllMagnitudes() => Check<Simd256, Vector256<float>>();

    [Fact]
    public void Vectors128AreRightAtAllMagnitudes() => Check<Simd128, Vector128<float>>();

    [Fact]
    public void ScalarsAreRightAtAllMagnitudes() => Check<SimdScalar, float>();

    /// <summary>Value, first and second derivative.</summary>
    public static (double Value, double Slope, double SecondDerivative) Expected(bool isTanh, double x)
    {
        if (Math.Abs(x) > Far)
        {
            return x > 0 ? (x, 1, 0) : (0, 0, 0);
        }

        if (!isTanh)
        {
            double distribution = SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2, density = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
            return (x * distribution, distribution + (x * density), density * (2 - (x * x)));
        }

        // With s = 1 / (1 + e^-v): x s, s + x w v' and w (2 v' + x ((1 - 2 s) v'^2 + v'')), where w = s (1 - s).
        var scale = 2 * Math.Sqrt(2 / Math.PI);
        double v = scale * (x + (0.044715 * x * x * x)), v1 = scale * (1 + (3 * 0.044715 * x * x)), v2 = scale * 6 * 0.044715 * x;
        double s = 1 / (1 + Math.Exp(-v)), rest = 1 / (1 + Math.Exp(v)), w = s * rest;
        return (x * s, s + (x * w * v1), w * ((2 * v1) + (x * (((rest - s) * v1 * v1) + v2))));
    }

    /// <summary>Asserts one number; roundings of values grow with them.</summary>
    private static void AssertRight(double expected, float actual, double tolerance, string what)
    {
        var isRight = double.IsInfinity(expected) ? actual == expected : Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected));
        Assert.True(isRight, $"{what} is {actual:G9}, not {expected:G9}.");
    }

    private static void Check<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        foreach (var x in Magnitudes)
        {
            foreach (var isTanh in new[] { false, true })
            {
                var (value, slope, curvature) = Expected(isTanh, x);
                string name = $"{(isTanh ? "GeluTanh" : "Gelu")}({x:G9})";
                foreach (var (what, expected, actual, tolerance) in Evaluate<TSimd, TVector>(isTanh, x).Zip(
                    new[]
                    {
                        ("value", value, 5e-7), ("slope", slope, 1e-6), ("value beside the slope", value, 5e-7),
                        ("curvature", curvature, 5e-6), ("slope beside the curvature", slope, 1e-6), ("value beside the curvature", value, 5e-7),
                    },
                    (actual, known) => (known.Item1, known.Item2, actual, known.Item3)))
                {
                    AssertRight(expected, actual, tolerance, $"The {what} of {name}");
                }
            }
        }

        Assert.All(Evaluate<TSimd, TVector>(isTanh: false, float.NaN), number => Assert.Equal(float.NaN, number));
        Assert.All(Evaluate<TSimd, TVector>(isTanh: true, float.NaN), number => Assert.Equal(float.NaN, number));
    }

    private static float[] Evaluate<TSimd, TVector>(bool isTanh, float number)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var x = TSimd.Broadcast(number);
        TVector value, slope, again, curvature, slopeAgain, valueAgain;
        if (isTanh)
        {
            value = Activations.GeluTanh<TSimd, TVector>(x);
            slope = Activations.GeluTanhGradient<TSimd, TVector>(x, out again);
            curvature = Activations.GeluTanhSecondDerivative<TSimd, TVector>(x, out slopeAgain, out valueAgain);
        }
        else
        {
            value = Activations.Gelu<TSimd, TVector>(x);
            slope = Activations.GeluGradient<TSimd, TVector>(x, out again);
            curvature = Activations.GeluSecondDerivative<TSimd, TVector>(x, out slopeAgain, out valueAgain);
        }

        return [First(value), First(slope), First(again), First(curvature), First(slopeAgain), First(valueAgain)];

        static float First(TVector vector)
        {
            Span<float> lanes = stackalloc float[16];
            TSimd.Store(ref lanes[0], vector);
            return lanes[0];
        }
    }
}
