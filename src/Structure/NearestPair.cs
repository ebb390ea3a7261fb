using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace SparseGen.Structure;

/// <summary>Turns dense matrices into pairs of Mixer maps.</summary>
public static class NearestPair
{
    /// <summary>
    /// The pair W, V for which W kron V is nearest to a dense matrix in the Frobenius norm: with the entries of each block W[i, j] V as a row,
    /// the matrix has rank 1, so its first singular vectors are the answer (Van Loan and Pitsianis 1993). W and V share the singular value
    /// by its root.
    /// </summary>
    /// <param name="dense">The matrix [tokenOutputs channelOutputs, tokens channels].</param>
    /// <param name="tokenOutputs">Rows of W.</param>
    /// <param name="tokens">Columns of W.</param>
    /// <returns>The pair and its distance from the matrix in the Frobenius norm.</returns>
    /// <exception cref="ArgumentException">The matrix cannot be cut into blocks so, or is not finite.</exception>
    public static (MixerPair Pair, double Error) Find(double[,] dense, int tokenOutputs, int tokens)
    {
        ArgumentNullException.ThrowIfNull(dense);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokenOutputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        (int channelOutputs, int channels) = (dense.GetLength(0) / tokenOutputs, dense.GetLength(1) / tokens);
        if (channelOutputs * tokenOutputs != dense.GetLength(0) || channels * tokens != dense.GetLength(1) || dense.Length == 0)
        {
            throw new ArgumentException(
                $"The matrix is {dense.GetLength(0)} x {dense.GetLength(1)}; expected a multiple of {tokenOutputs} rows and of {tokens} columns.",
                nameof(dense));
        }

        var scaled = new ScaledMatrix(dense, nameof(dense));
        Matrix<double> rearranged = Matrix<double>.Build.Dense(
            tokenOutputs * tokens,
            channelOutputs * channels,
            (w, v) => scaled[(w / tokens * channelOutputs) + (v / channels), (w % tokens * channels) + (v % channels)]);
        Svd<double> svd = rearranged.Svd(computeVectors: true);
        double root = scaled.RestoreRoot(svd.S[0]);
        double[,] left = new double[tokenOutputs, tokens];
        double[,] right = new double[channelOutputs, channels];
        for (int at = 0; at < left.Length; at++)
        {
            left[at / tokens, at % tokens] = root * svd.U[at, 0];
        }

        for (int at = 0; at < right.Length; at++)
        {
            right[at / channels, at % channels] = root * svd.VT[0, at];
        }

        return (new MixerPair(left, right), scaled.Restore(Math.Sqrt(svd.S.Skip(1).Sum(static value => value * value))));
    }
}
