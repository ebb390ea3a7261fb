using MathNet.Numerics.LinearAlgebra;

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

    /// <summary>
    /// An orthogonal matrix of the Haar measure: Q of a normal matrix's QR decomposition, its columns multiplied by the signs of R's diagonal. Without the signs the
    /// decomposition's own choice would show (Mezzadri 2007, arXiv math-ph/0609050).
    /// </summary>
    public static Matrix<double> Orthogonal(int size, CounterRandom random)
    {
        var decomposition = Normal(size, size, random).QR();
        Matrix<double> orthogonal = decomposition.Q;
        for (int column = 0; column < size; column++)
        {
            if (decomposition.R[column, column] < 0)
            {
                orthogonal.SetColumn(column, -orthogonal.Column(column));
            }
        }

        return orthogonal;
    }
}
