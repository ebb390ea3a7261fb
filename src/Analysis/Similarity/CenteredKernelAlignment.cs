using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>
/// Centred kernel alignment (CKA) of two representations of the same samples, with linear kernels: 1 where one is a rotation of the other times a factor, near 0 where they
/// have nothing to do with each other (Kornblith, Norouzi, Lee and Hinton 2019, arXiv 1905.00414).
/// </summary>
public static class CenteredKernelAlignment
{
    /// <summary>Fewest samples of the unbiased estimate.</summary>
    public const int LeastSamples = 4;

    /// <summary>|Y^T X|^2 / (|X^T X| |Y^T Y|) of centred columns, in Frobenius norms. It is too large where samples are few against features.</summary>
    /// <param name="first">X, [samples, features].</param>
    /// <param name="second">Y, [samples, features], the same samples.</param>
    /// <exception cref="ArgumentException">Not as many samples, fewer than two, entries that are not finite, or all samples the same.</exception>
    public static double Linear(double[,] first, double[,] second)
    {
        (Matrix<double> x, Matrix<double> y) = Check(first, second, least: 2);
        (Matrix<double> k, Matrix<double> l) = (Gram(Centre(x)), Gram(Centre(y)));
        return Ratio(Inner(k, l), Inner(k, k), Inner(l, l));
    }

    /// <summary>The same from unbiased estimates of the Hilbert-Schmidt independence criterion (Song et al. 2012): for few samples; it may be a little below 0.</summary>
    /// <param name="first">X, [samples, features].</param>
    /// <param name="second">Y, [samples, features], the same samples.</param>
    /// <exception cref="ArgumentException">Not as many samples, fewer than four, entries that are not finite, or all samples the same.</exception>
    public static double Unbiased(double[,] first, double[,] second)
    {
        (double cross, double own, double other) = Criteria(first, second);
        return Ratio(cross, own, other);
    }

    /// <summary>Unbiased HSIC of X with Y, of X with itself, of Y with itself.</summary>
    internal static (double Cross, double First, double Second) Criteria(double[,] first, double[,] second)
    {
        (Matrix<double> x, Matrix<double> y) = Check(first, second, LeastSamples);

        // Unbiased HSIC does not change with the kernel's centre, but rounding does.
        (Matrix<double> k, Matrix<double> l) = (WithoutDiagonal(Gram(Centre(x))), WithoutDiagonal(Gram(Centre(y))));
        return (Independence(k, l), Independence(k, k), Independence(l, l));
    }

    /// <summary>The alignment of three criteria.</summary>
    internal static double Ratio(double cross, double first, double second) => first > 0 && second > 0
        ? cross / Math.Sqrt(first * second)
        : throw new ArgumentException(
            "All samples have the same representation, or nearly so: the alignment has no value; expected representations that vary.", first > 0 ? "second" : "first");

    private static (Matrix<double> First, Matrix<double> Second) Check(double[,] first, double[,] second, int least)
    {
        (Matrix<double> x, Matrix<double> y) = (Require.Matrix(first), Require.Matrix(second));
        if (x.RowCount < least)
        {
            throw new ArgumentException($"first has {x.RowCount} rows; expected at least {least} samples.", nameof(first));
        }

        return y.RowCount == x.RowCount
            ? (x, y)
            : throw new ArgumentException($"second has {y.RowCount} rows; expected {x.RowCount}, the same samples as first.", nameof(second));
    }

    /// <summary>Unbiased HSIC of two kernels whose diagonals are 0 (Song et al. 2012).</summary>
    internal static double Independence(Matrix<double> k, Matrix<double> l)
    {
        double n = k.RowCount;
        Vector<double> kSums = k.RowSums(), lSums = l.RowSums();
        return (Inner(k, l) + (kSums.Sum() * lSums.Sum() / ((n - 1) * (n - 2))) - (2 / (n - 2) * kSums.DotProduct(lSums))) / (n * (n - 3));
    }

    private static Matrix<double> Centre(Matrix<double> data)
    {
        Vector<double> means = data.ColumnSums() / data.RowCount;
        return data.MapIndexed((_, column, value) => value - means[column], Zeros.Include);
    }

    private static Matrix<double> Gram(Matrix<double> data) => data.TransposeAndMultiply(data);

    /// <summary>A kernel with zeros on its diagonal; the kernel itself is changed.</summary>
    internal static Matrix<double> WithoutDiagonal(Matrix<double> matrix)
    {
        matrix.SetDiagonal(new double[matrix.RowCount]);
        return matrix;
    }

    private static double Inner(Matrix<double> left, Matrix<double> right) => left.PointwiseMultiply(right).RowSums().Sum();
}
