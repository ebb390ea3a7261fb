using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>Matrices of known rank under noise, on which rank estimation is tried (Hayase 2018, arXiv 1804.03154).</summary>
public static class NoisyMatrix
{
    /// <summary>
    /// U A V^T + sigma Z with U and V of the Haar measure, Z of independent normal entries of variance 1/columns, and as many singular values in A as the rank, uniform from the
    /// least one to 1; the others are 0.
    /// </summary>
    /// <param name="rows">p, at least as many as columns.</param>
    /// <param name="columns">d, at least 1.</param>
    /// <param name="rank">Singular values that are not 0; at most d.</param>
    /// <param name="least">The least of them, from 0 to 1.</param>
    /// <param name="noise">sigma, not negative.</param>
    /// <param name="seed">Seed of all draws.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size or number is out of its range.</exception>
    public static double[,] Draw(int rows, int columns, int rank, double least, double noise, ulong seed)
    {
        Require.AtLeast(1, columns);
        Require.AtLeast(columns, rows);
        Require.NotNegative(noise);
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, columns);
        if (least is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(least), least, $"least is {least}; expected 0 to 1.");
        }

        var random = new CounterRandom(seed, "noisy matrix");
        Matrix<double> left = RandomMatrices.Orthogonal(rows, random), right = RandomMatrices.Orthogonal(columns, random);
        Matrix<double> signal = Matrix<double>.Build.Dense(
            rows, columns, (row, column) => row == column && row < rank ? least + ((1 - least) * random.NextDouble()) : 0);
        return ((left * signal * right.Transpose()) + (RandomMatrices.Normal(rows, columns, random) * (noise / Math.Sqrt(columns)))).ToArray();
    }
}
