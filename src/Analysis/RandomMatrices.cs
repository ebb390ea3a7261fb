using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace SparseGen.Analysis;

/// <summary>Random matrices that several instruments draw.</summary>
internal static class RandomMatrices
{
    /// <summary>Independent standard normal entries, drawn column by column.</summary>
    public static Matrix<double> Normal(int rows, int columns, CounterRandom random)
    {
        double[] entries = new double[rows * columns];
        foreach (ref double entry in entries.AsSpan())
        {
            entry = random.NextNormal();
        }

        return Matrix<double>.Build.Dense(rows, columns, entries);
    }

    /// <summary>An orthogonal matrix of the Haar measure.</summary>
    public static Matrix<double> Orthogonal(int size, CounterRandom random) => SemiOrthogonal(size, size, random);

    /// <summary>
    /// A matrix whose rows or columns, whichever are fewer, are orthonormal, all such matrices equally likely: Q of a normal matrix's thin QR decomposition, its columns
    /// multiplied by the signs of R's diagonal.
    /// Without the signs the decomposition's own choice would show (Mezzadri 2007, arXiv math-ph/0609050).
    /// </summary>
    public static Matrix<double> SemiOrthogonal(int rows, int columns, CounterRandom random)
    {
        (int longer, int shorter) = (Math.Max(rows, columns), Math.Min(rows, columns));
        var decomposition = Normal(longer, shorter, random).QR(QRMethod.Thin);
        Matrix<double> orthogonal = decomposition.Q;
        for (int column = 0; column < shorter; column++)
        {
            if (decomposition.R[column, column] < 0)
            {
                orthogonal.SetColumn(column, -orthogonal.Column(column));
            }
        }

        return rows >= columns ? orthogonal : orthogonal.Transpose();
    }
}
