using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace SparseGen.Structure;

/// <summary>Turns dense matrices into Monarch matrices.</summary>
public static class Monarch
{
    /// <summary>
    /// The nearest matrix that a Monarch layer of this size can have, square or not: <see cref="Project(double[,], MonarchShape)"/> with
    /// <see cref="MonarchShape.OfLayer"/>. For the square form of the paper, sqrt(n) blocks for n x n, that is its Theorem 1.
    /// </summary>
    /// <param name="dense">The matrix [outputs, inputs].</param>
    /// <param name="blocks">Blocks of both factors, from 1 to the smaller of inputs and outputs; 4 as in <see cref="MonarchAttribute.Blocks"/>.</param>
    /// <returns>The factors, which <see cref="MonarchFactors.Write"/> puts into a layer, and the error.</returns>
    /// <exception cref="ArgumentException">The matrix is empty or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are less than one block, or more than inputs or outputs.</exception>
    public static MonarchProjection Project(double[,] dense, int blocks = 4)
    {
        ArgumentNullException.ThrowIfNull(dense);
        return dense.Length > 0
            ? Project(dense, MonarchShape.OfLayer(dense.GetLength(1), dense.GetLength(0), blocks))
            : throw new ArgumentException($"The matrix is {dense.GetLength(0)} x {dense.GetLength(1)}; expected at least one entry.", nameof(dense));
    }

    /// <summary>
    /// The Monarch matrix nearest to a dense one in the Frobenius norm (Dao et al. 2022, arXiv 2204.00595, Theorem 1, for any extents).
    /// Every number between the factors leads from one block of the first factor to one block of the second, so the part of the matrix
    /// between two blocks is a sum of as many rank-1 matrices as there are paths, apart from all other parts: its best approximation is
    /// its truncated singular value decomposition. Singular values are shared between the factors by their roots.
    /// </summary>
    /// <param name="dense">The matrix [outputs, inputs].</param>
    /// <param name="shape">The extents of the Monarch matrix.</param>
    /// <returns>The factors and the error.</returns>
    /// <exception cref="ArgumentException">The matrix has another size than the shape, or is not finite.</exception>
    public static MonarchProjection Project(double[,] dense, MonarchShape shape)
    {
        ArgumentNullException.ThrowIfNull(dense);
        ArgumentNullException.ThrowIfNull(shape);
        if (dense.GetLength(0) != shape.Outputs || dense.GetLength(1) != shape.Inputs)
        {
            throw new ArgumentException(
                $"The matrix is {dense.GetLength(0)} x {dense.GetLength(1)}; expected {shape.Outputs} x {shape.Inputs}, outputs times inputs.",
                nameof(dense));
        }

        var scaled = new ScaledMatrix(dense, nameof(dense));
        MonarchFactors factors = new(shape);
        double discarded = 0;
        for (int first = 0; first < shape.FirstBlocks; first++)
        {
            for (int second = 0; second < shape.SecondBlocks; second++)
            {
                discarded += ProjectSlice(scaled, factors, first, second);
            }
        }

        return new MonarchProjection(factors, scaled.Restore(Math.Sqrt(discarded)));
    }

    /// <summary>Sets the paths between two blocks.</summary>
    /// <returns>The sum of the squares of the singular values that did not fit, of the divided matrix.</returns>
    private static double ProjectSlice(ScaledMatrix matrix, MonarchFactors factors, int first, int second)
    {
        MonarchShape shape = factors.Shape;
        Matrix<double> slice = Matrix<double>.Build.Dense(shape.SecondRows, shape.FirstColumns, (s, i) =>
        {
            (int row, int column) = ((s * shape.SecondBlocks) + second, (first * shape.FirstColumns) + i);
            return row < shape.Outputs && column < shape.Inputs ? matrix[row, column] : 0;
        });
        Svd<double> svd = slice.Svd(computeVectors: true);
        int rank = 0;
        foreach (int middle in shape.Paths(first, second).Take(svd.S.Count))
        {
            double root = matrix.RestoreRoot(svd.S[rank]);
            for (int s = 0; s < shape.SecondRows; s++)
            {
                factors.Second[second, s, middle / shape.SecondBlocks] = svd.U[s, rank] * root;
            }

            for (int i = 0; i < shape.FirstColumns; i++)
            {
                factors.First[first, middle % shape.FirstRows, i] = root * svd.VT[rank, i];
            }

            rank++;
        }

        return svd.S.Skip(rank).Sum(static value => value * value);
    }
}
