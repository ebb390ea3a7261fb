using System.Numerics;

namespace SparseGen.Tests.Analysis;

/// <summary>
/// The signal-plus-noise model as the author's programs solve it: two nested fixed points of pairs of complex numbers, and the derivatives by their chain rule
/// (arXiv 1804.03154). The library solves one equation instead.
/// </summary>
internal static class SubordinationOracle
{
    private const int Iterations = 4000;

    /// <summary>G and its derivatives by a and sigma.</summary>
    public static (Complex Transform, Complex[] Gradient) Solve(double[] a, double sigma, int p, Complex z)
    {
        int d = a.Length;
        double ratio = (double)p / d, variance = sigma * sigma;
        Complex w = Complex.Sqrt(z);
        (Complex omega1, Complex omega2, Complex g1, Complex g2) = (Complex.ImaginaryOne, Complex.ImaginaryOne, -Complex.ImaginaryOne, -Complex.ImaginaryOne);
        (Complex w1, Complex w2) = (w, w);
        for (int outer = 0; outer < Iterations; outer++)
        {
            for (int inner = 0; inner < Iterations; inner++)
            {
                Complex next1 = 1 / (omega1 - (variance * ratio * g2)), next2 = 1 / (omega2 - (variance * g1));
                double change = Complex.Abs(next1 - g1) + Complex.Abs(next2 - g2);
                (g1, g2) = (0.5 * (g1 + next1), 0.5 * (g2 + next2));
                if (change < 1e-15)
                {
                    break;
                }
            }

            (w1, w2) = ((1 / g1) - omega1 + w, (1 / g2) - omega2 + w);
            Complex sum = a.Aggregate(Complex.Zero, (total, value) => total + (1 / ((w1 * w2) - (value * value))));
            Complex new1 = (d / (w2 * sum)) - w1 + w, new2 = (p / ((w1 * sum) + ((p - d) / w2))) - w2 + w;
            double step = Complex.Abs(new1 - omega1) + Complex.Abs(new2 - omega2);
            (omega1, omega2) = (new1, new2);
            if (step < 1e-14)
            {
                break;
            }
        }

        // At the solution both subordinations say the same: G = 1 / (Omega + W - w).
        Assert.True(Complex.Abs(g1 - (1 / (omega1 + w1 - w))) < 1e-12);
        Assert.True(Complex.Abs(g2 - (1 / (omega2 + w2 - w))) < 1e-12);
        return (g1 / w, Gradient(a, sigma, p, w, (w1, w2), (g1, g2)));
    }

    private static Complex[] Gradient(double[] a, double sigma, int p, Complex w, (Complex First, Complex Second) outer, (Complex First, Complex Second) g)
    {
        int d = a.Length;
        double r = (double)p / d, variance = sigma * sigma;
        (Complex w1, Complex w2, Complex g1, Complex g2) = (outer.First, outer.Second, g.First, g.Second);
        Complex[] k = [.. a.Select(value => 1 / ((w1 * w2) - (value * value)))];
        Complex squares = Sum(k.Select(value => value * value)), mixed = Sum(a.Zip(k, (value, inverse) => value * value * inverse * inverse));
        (Complex f1, Complex f2) = (1 / g1, 1 / g2);

        var identity = new Pair(1, 0, 0, 1);
        var semicircular = new Pair(0, variance * g2 * g2, variance * r * g1 * g1, 0);
        Pair resolvent = (identity - semicircular).Inverse();
        Pair dg = new Pair(-g1 * g1, 0, 0, -g2 * g2) * resolvent;
        var t = new Pair(0, 1, r, 0);
        Pair dh = (dg * t).Times(-variance);
        (Complex, Complex) pg = resolvent.Left((2 * sigma * r * g1 * g1 * g2, 2 * sigma * g2 * g2 * g1));
        (Complex First, Complex Second) pgt = t.Left(pg);
        (Complex, Complex) ph = ((-2 * sigma * r * g2) - (variance * pgt.First), (-2 * sigma * g1) - (variance * pgt.Second));
        var ha = new Pair(
            (w2 * w2 * squares / d * f1 * f1) - 1, mixed / p * f2 * f2,
            mixed / d * f1 * f1, ((((w1 * w1 * squares) + ((p - d) / (w2 * w2))) / p) * f2 * f2) - 1);
        Pair chain = (identity - (dh * ha)).Inverse();
        Pair byA = chain * dg;
        var gradient = new Complex[d + 1];
        for (int i = 0; i < d; i++)
        {
            Complex factor = -2 * a[i] * k[i] * k[i];
            gradient[i] = byA.Left((factor * w2 / d * f1 * f1, factor * w1 / p * f2 * f2)).First / w;
        }

        gradient[d] = ((ha * chain * dg).Left(ph).First + pg.Item1) / w;
        return gradient;
    }

    private static Complex Sum(IEnumerable<Complex> values) => values.Aggregate(Complex.Zero, static (total, value) => total + value);

    /// <summary>A matrix of 2 x 2; rows multiply it from the left.</summary>
    private readonly record struct Pair(Complex A, Complex B, Complex C, Complex D)
    {
        public static Pair operator *(Pair x, Pair y)
            => new((x.A * y.A) + (x.B * y.C), (x.A * y.B) + (x.B * y.D), (x.C * y.A) + (x.D * y.C), (x.C * y.B) + (x.D * y.D));

        public static Pair operator -(Pair x, Pair y) => new(x.A - y.A, x.B - y.B, x.C - y.C, x.D - y.D);

        public Pair Times(Complex factor) => new(factor * A, factor * B, factor * C, factor * D);

        public Pair Inverse()
        {
            Complex determinant = (A * D) - (B * C);
            return new(D / determinant, -B / determinant, -C / determinant, A / determinant);
        }

        public (Complex First, Complex Second) Left((Complex First, Complex Second) row) => ((row.First * A) + (row.Second * C), (row.First * B) + (row.Second * D));
    }
}
