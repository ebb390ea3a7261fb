using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>
/// Mixed moments of matrices: those of asymptotically free ones vanish as they grow. Layer-wise Jacobians of a network with Haar orthogonal weights are free, though slopes
/// depend on weights (Collins and
/// Hayase 2023, arXiv 2103.13466).
/// </summary>
public static class Freeness
{
    /// <summary>
    /// tr[(A_1 - tr A_1)(A_2 - tr A_2) ...] with the trace divided by the size. For free families it goes to 0 as long as neighbours, the last and the first too, are of
    /// different families.
    /// </summary>
    /// <param name="factors">A_1, A_2 and so on, square and of one size; at least two.</param>
    /// <exception cref="ArgumentException">There are fewer than two, they are not square or of several sizes, or an entry is not finite.</exception>
    public static double CentredMoment(IReadOnlyList<double[,]> factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        if (factors.Count < 2)
        {
            throw new ArgumentException($"There are {factors.Count} factors; expected at least two.", nameof(factors));
        }

        Matrix<double>? product = null;
        foreach (double[,] factor in factors)
        {
            Matrix<double> matrix = Require.Matrix(factor, nameof(factors));
            if (matrix.RowCount != matrix.ColumnCount || (product is not null && product.RowCount != matrix.RowCount))
            {
                throw new ArgumentException(
                    $"A factor is {matrix.RowCount} x {matrix.ColumnCount}; expected square factors of one size.", nameof(factors));
            }

            Matrix<double> centred = matrix - (Matrix<double>.Build.DiagonalIdentity(matrix.RowCount) * (matrix.Trace() / matrix.RowCount));
            product = product is null ? centred : product * centred;
        }

        return product!.Trace() / product.RowCount;
    }

    /// <summary>
    /// The first two moments of J J^T, traces divided by the size, of the Jacobian of L layers with orthogonal weights times sigma_w, from the moments of phi'^2: m_1 =
    /// (sigma_w^2 E[phi'^2])^L and
    /// m_2 / m_1^2 = 1 + L (E[phi'^4] / E[phi'^2]^2 - 1).
    /// </summary>
    /// <param name="layers">L.</param>
    /// <param name="weightVariance">sigma_w^2.</param>
    /// <param name="secondMoment">E[phi'^2].</param>
    /// <param name="fourthMoment">E[phi'^4], at least the square of the second; the same as the second where phi' is 0 or 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static (double First, double Second) OrthogonalJacobianMoments(int layers, double weightVariance, double secondMoment, double fourthMoment)
    {
        CheckMoments(layers, weightVariance, secondMoment, fourthMoment);
        double first = Math.Pow(weightVariance * secondMoment, layers);
        return (first, first * first * (1 + (layers * ((fourthMoment / (secondMoment * secondMoment)) - 1))));
    }

    /// <summary>The same for weights of independent normal entries of variance sigma_w^2 / M: m_2 / m_1^2 = 1 + L E[phi'^4] / E[phi'^2]^2.</summary>
    /// <param name="layers">L.</param>
    /// <param name="weightVariance">sigma_w^2.</param>
    /// <param name="secondMoment">E[phi'^2].</param>
    /// <param name="fourthMoment">E[phi'^4], at least the square of the second.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static (double First, double Second) GaussianJacobianMoments(int layers, double weightVariance, double secondMoment, double fourthMoment)
    {
        CheckMoments(layers, weightVariance, secondMoment, fourthMoment);
        double first = Math.Pow(weightVariance * secondMoment, layers);
        return (first, first * first * (1 + (layers * fourthMoment / (secondMoment * secondMoment))));
    }

    private static void CheckMoments(int layers, double weightVariance, double secondMoment, double fourthMoment)
    {
        Require.AtLeast(1, layers);
        Require.Positive(weightVariance);
        Require.Positive(secondMoment);
        if (!(fourthMoment >= secondMoment * secondMoment * (1 - 1e-12)) || double.IsInfinity(fourthMoment))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fourthMoment), fourthMoment, $"fourthMoment is {fourthMoment}; expected at least the square of the second, {secondMoment * secondMoment}.");
        }
    }
}
