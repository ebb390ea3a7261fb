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

    /// <summary>An orthogonal matrix of the Haar measure, column by column from the same draws as initial values.</summary>
    public static Matrix<double> Orthogonal(int size, CounterRandom random)
    {
        double[] columns = new double[size * size];
        OrthonormalVectors.Draw(columns, size, random);
        return Matrix<double>.Build.Dense(size, size, columns);
    }
}
