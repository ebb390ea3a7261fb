using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>
/// The rank of a matrix under noise by empirical variational Bayes matrix factorisation with its global analytic solution (Nakajima, Sugiyama, Babacan and Tomioka 2013, "Global
/// analytic solution of fully-observed variational Bayesian matrix factorization"): the method that Cauchy noise loss is compared with.
/// </summary>
public static class VariationalRank
{
    private const int Pieces = 200;

    /// <summary>Estimates the rank, and the noise along with it.</summary>
    /// <param name="matrix">Signal plus noise, either side the longer one.</param>
    /// <returns>The rank and the standard deviation of the entries' noise.</returns>
    /// <exception cref="ArgumentException">The matrix has no entries or not only finite ones, or fewer than three rows or columns, or only zeros.</exception>
    public static (int Rank, double EntryDeviation) Estimate(double[,] matrix)
    {
        Matrix<double> data = Require.Matrix(matrix);
        (int longer, int shorter) = (Math.Max(data.RowCount, data.ColumnCount), Math.Min(data.RowCount, data.ColumnCount));
        if (shorter < 3)
        {
            throw new ArgumentException($"matrix is {data.RowCount} x {data.ColumnCount}; expected at least 3 rows and columns.", nameof(matrix));
        }

        double[] squares = [.. data.Svd(computeVectors: false).S.Select(static value => value * value)];
        if (squares[0] == 0)
        {
            throw new ArgumentException("matrix has only zeros; expected at least one other number.", nameof(matrix));
        }

        double alpha = (double)shorter / longer;
        double threshold = 2.5129 * Math.Sqrt(alpha);
        double edge = (1 + threshold) * (1 + (alpha / threshold));

        // Between these the noise must lie; a noise of 0 has no free energy, so that exact ranks are kept off by the last bits.
        int most = Math.Min((int)Math.Ceiling(shorter / (1 + alpha)) - 1, shorter - 1);
        double upper = squares.Sum() / ((double)shorter * longer);
        double lower = Math.Max(squares[most] / (longer * edge), squares.Skip(most).Average() / longer);
        lower = Math.Max(lower, upper * 1e-12);
        double variance = Minimum(value => FreeEnergy(squares, value, longer, alpha, edge), lower, Math.Max(lower, upper));
        return (squares.Count(square => square > longer * variance * edge), Math.Sqrt(variance));
    }

    // Minus the logarithm of the evidence as a function of the noise's variance, up to constants.
    private static double FreeEnergy(double[] squares, double variance, int longer, double alpha, double edge)
    {
        double energy = 0;
        foreach (double square in squares)
        {
            double x = Math.Max(square / (longer * variance), double.Epsilon);
            energy += x - Math.Log(x);
            if (x > edge)
            {
                double centred = x - (1 + alpha);
                double tau = 0.5 * (centred + Math.Sqrt((centred * centred) - (4 * alpha)));
                energy += Math.Log(tau + 1) + (alpha * Math.Log((tau / alpha) + 1)) - tau;
            }
        }

        return energy;
    }

    // The energy has a kink wherever a component comes in, and several minima: a grid finds the best piece, a golden section its end.
    private static double Minimum(Func<double, double> energy, double lower, double upper)
    {
        double At(int piece) => lower * Math.Pow(upper / lower, (double)piece / Pieces);
        int best = Enumerable.Range(0, Pieces + 1).MinBy(piece => energy(At(piece)));
        return MathNet.Numerics.FindMinimum.OfScalarFunctionConstrained(energy, At(Math.Max(best - 1, 0)), At(Math.Min(best + 1, Pieces)), 1e-12);
    }
}
