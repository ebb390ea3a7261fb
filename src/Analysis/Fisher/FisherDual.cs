using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>
/// Fisher information given one input (Hayase and Karakida 2021, arXiv 2006.07814). The Fisher information matrix J^T J of a Gaussian likelihood has as many rows as there
/// are parameters, but the
/// eigenvalues that are not 0 are those of its dual J J^T, which has as many as there are outputs. Matrices here are divided by the width: H = J J^T / M.
/// </summary>
public static class FisherDual
{
    /// <summary>
    /// H_L of a fully connected network h_l = W_l x_(l-1), x_l = phi(h_l), with output h_L: H_1 = q_0 I and H_(l+1) = q_l I + W_(l+1) D_l H_l D_l W_(l+1)^T, where
    /// D_l = diag(phi'(h_l)) and q_l = |x_l|^2 / M. Learned biases add 1/M to each q.
    /// </summary>
    /// <param name="weights">W_2 to W_L.</param>
    /// <param name="slopes">The diagonals of D_1 to D_(L-1).</param>
    /// <param name="q">q_0 to q_(L-1), none negative.</param>
    /// <returns>H_L, symmetric.</returns>
    /// <exception cref="ArgumentException">Counts or sizes do not fit together, a number is not finite, or a q is negative.</exception>
    public static double[,] Recursion(IReadOnlyList<double[,]> weights, IReadOnlyList<double[]> slopes, IReadOnlyList<double> q)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(slopes);
        ArgumentNullException.ThrowIfNull(q);
        if (weights.Count == 0 || slopes.Count != weights.Count || q.Count != weights.Count + 1)
        {
            throw new ArgumentException(
                $"There are {weights.Count} weights, {slopes.Count} slopes and {q.Count} q; expected L - 1, L - 1 and L with L of at least 2.",
                slopes.Count != weights.Count ? nameof(slopes) : q.Count != weights.Count + 1 ? nameof(q) : nameof(weights));
        }

        Require.Finite([.. q], nameof(q));
        if (q.Any(static value => value < 0))
        {
            throw new ArgumentException($"q has the value {q.Min()}; expected mean squares, which are not negative.", nameof(q));
        }

        Matrix<double> dual = Matrix<double>.Build.DiagonalIdentity(slopes[0].Length).Multiply(q[0]);
        for (int layer = 0; layer < weights.Count; layer++)
        {
            Require.Finite(slopes[layer], nameof(slopes));
            Matrix<double> weight = Require.Matrix(weights[layer], nameof(weights));
            if (weight.ColumnCount != dual.RowCount || slopes[layer].Length != dual.RowCount)
            {
                throw new ArgumentException(
                    $"W_{layer + 2} is {weight.RowCount} x {weight.ColumnCount} and D_{layer + 1} has {slopes[layer].Length} numbers; expected {dual.RowCount} columns and "
                    + "numbers, the width of the layer before.",
                    nameof(weights));
            }

            Matrix<double> map = weight * Matrix<double>.Build.DiagonalOfDiagonalArray(slopes[layer]);
            dual = (map * dual * map.Transpose()) + Matrix<double>.Build.DiagonalIdentity(weight.RowCount).Multiply(q[layer + 1]);
        }

        return dual.ToArray();
    }

    /// <summary>The eigenvalues of a symmetric matrix, from the largest down.</summary>
    /// <param name="symmetric">The matrix, such as H_L or an NTK.</param>
    /// <exception cref="ArgumentException">The matrix is not square or not symmetric, or an entry is not finite.</exception>
    public static double[] Eigenvalues(double[,] symmetric)
    {
        Matrix<double> matrix = Require.Matrix(symmetric);
        if (matrix.RowCount != matrix.ColumnCount || (matrix - matrix.Transpose()).L1Norm() > 1e-9 * matrix.L1Norm())
        {
            throw new ArgumentException($"symmetric is {matrix.RowCount} x {matrix.ColumnCount} or differs from its transpose; expected a symmetric matrix.", nameof(symmetric));
        }

        return [.. ((matrix + matrix.Transpose()) * 0.5).Evd(Symmetricity.Symmetric).EigenValues.Select(static value => value.Real).OrderDescending()];
    }
}
