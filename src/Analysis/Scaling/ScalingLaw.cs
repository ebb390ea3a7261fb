namespace SparseGen.Analysis;

/// <summary>
/// A scaling law E(C) = a (b + C)^-alpha + E0: an error that falls with compute, data or parameters C as a power, levels off at E0 and begins at a b^-alpha + E0 (Bachmann,
/// Anagnostidis and Hofmann 2023, arXiv
/// 2306.13575).
/// </summary>
/// <param name="A">a, not negative.</param>
/// <param name="B">b, not negative.</param>
/// <param name="Alpha">alpha, positive.</param>
/// <param name="Limit">E0, not negative.</param>
/// <param name="Residual">The root of the mean squared difference of logarithms between errors and law.</param>
public sealed record ScalingLaw(double A, double B, double Alpha, double Limit, double Residual)
{
    private const int LeastPoints = 5, FirstGrid = 24, Grid = 6, Refinements = 250;
    private const double LargestAlpha = 3;

    /// <summary>The error that the law has at C.</summary>
    /// <param name="c">C, positive.</param>
    public double At(double c) => (A * Math.Pow(B + c, -Alpha)) + Limit;

    /// <summary>
    /// Fits a law by least squares of the logarithms of the errors, so that small errors count as much as large ones. alpha, b and E0 are searched on a grid that is
    /// refined around its best point; a
    /// is the one that fits best for them. The result does not depend on an outset.
    /// </summary>
    /// <param name="c">C of each point, positive; at least five points with at least four different C.</param>
    /// <param name="errors">Error of each point, positive.</param>
    /// <exception cref="ArgumentException">There are too few points, not as many errors, or a number is not positive and finite.</exception>
    public static ScalingLaw Fit(ReadOnlySpan<double> c, ReadOnlySpan<double> errors)
    {
        Check(c, nameof(c));
        Check(errors, nameof(errors));
        if (c.Length != errors.Length)
        {
            throw new ArgumentException($"There are {errors.Length} errors; expected {c.Length}, one for each C.", nameof(errors));
        }

        double[] xs = c.ToArray(), ys = errors.ToArray();
        if (xs.Length < LeastPoints || xs.Distinct().Count() < LeastPoints - 1)
        {
            throw new ArgumentException(
                $"There are {xs.Length} points with {xs.Distinct().Count()} different C; "
                + $"expected at least {LeastPoints} with at least {LeastPoints - 1}: the law has four numbers.", nameof(c));
        }

        // b and E0 as shares: b from none to ten times the largest C, E0 from none to the least error.
        (double x0, double y0) = (xs.Max(), ys.Min());
        ScalingLaw best = new(0, 0, 1, 0, double.PositiveInfinity);
        double[] centre = [0.5, 0.5, 0.5], half = [0.5, 0.5, 0.5];
        for (int refinement = 0; refinement < Refinements; refinement++)
        {
            int count = refinement == 0 ? FirstGrid : Grid;
            double[] found = centre;
            for (int at = 0; at < (count + 1) * (count + 1) * (count + 1); at++)
            {
                double[] place = [Place(0, at % (count + 1)), Place(1, at / (count + 1) % (count + 1)), Place(2, at / ((count + 1) * (count + 1)))];
                ScalingLaw law = Of(xs, ys, Math.Max(LargestAlpha * place[0], 1e-6), 10 * x0 * Math.Pow(place[1], 4), y0 * place[2] * 0.999999);
                if (law.Residual < best.Residual)
                {
                    (best, found) = (law, place);
                }
            }

            // The best place lies in a long valley: the box follows it, and shrinks only along axes on which it did not have to move far.
            for (int axis = 0; axis < half.Length; axis++)
            {
                half[axis] *= Math.Abs(found[axis] - centre[axis]) > 0.6 * half[axis] ? 1 : 0.8;
            }

            centre = found;
            double Place(int axis, int index) => Math.Clamp(centre[axis] + (half[axis] * ((2.0 * index / count) - 1)), 0, 1);
        }

        return best;
    }

    // The best a of given b, alpha and limit, by Newton's method on log a: residuals are log(a u + limit) - log y.
    private static ScalingLaw Of(double[] xs, double[] ys, double alpha, double b, double limit)
    {
        double logarithm = 0, sum = 0;
        for (int i = 0; i < xs.Length; i++)
        {
            logarithm += (Math.Log(ys[i] - limit) + (alpha * Math.Log(b + xs[i]))) / xs.Length;
        }

        for (int step = 0; step < 3; step++)
        {
            (double gradient, double curvature) = (0, 0);
            sum = 0;
            double a = Math.Exp(logarithm);
            for (int i = 0; i < xs.Length; i++)
            {
                double power = a * Math.Pow(b + xs[i], -alpha), difference = Math.Log((power + limit) / ys[i]), share = power / (power + limit);
                gradient += difference * share;
                curvature += share * share;
                sum += difference * difference;
            }

            logarithm -= step < 2 ? gradient / curvature : 0;
        }

        return new ScalingLaw(Math.Exp(logarithm), b, alpha, limit, Math.Sqrt(sum / xs.Length));
    }

    private static void Check(ReadOnlySpan<double> values, string name)
    {
        Require.Finite(values, name);
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] <= 0)
            {
                throw new ArgumentException($"{name}[{i}] is {values[i]}; expected positive numbers.", name);
            }
        }
    }
}
