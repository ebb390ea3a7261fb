using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseGen.Compression.Maddness;

/// <summary>
/// What stands for the rows of a code, in all columns: the means of the buckets in the columns of their codebook, corrected by ridge regression on what they leave,
/// P = P0 + (G^T G + lambda I)^-1 G^T (A - G P0) with the codes as ones and zeros G [rows, codebooks 16] (Blalock and Guttag 2021, arXiv 2106.10860, section 4.2, and the
/// authors' code).
/// </summary>
internal static class Prototypes
{
    /// <summary>Fits them.</summary>
    /// <param name="samples">A, [rows, inputs].</param>
    /// <param name="inputs">Columns of a row.</param>
    /// <param name="codes">[rows, codebooks].</param>
    /// <param name="codebooks">Number of codebooks.</param>
    /// <param name="ridge">lambda, above 0.</param>
    /// <returns>P, [codebooks 16, inputs].</returns>
    public static Matrix<double> Fit(float[] samples, int inputs, byte[] codes, int codebooks, double ridge)
    {
        double[] means = BucketMeans(samples, inputs, codes, codebooks);
        int prototypes = codebooks * HashTrees.Leaves, rows = samples.Length / inputs;
        double[] gram = new double[prototypes * prototypes], rest = new double[prototypes * inputs], row = new double[inputs];
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<byte> code = codes.AsSpan(i * codebooks, codebooks);
            Residual(samples.AsSpan(i * inputs, inputs), code, means, row);
            for (int codebook = 0; codebook < codebooks; codebook++)
            {
                int prototype = Prototype(codebook, code);
                for (int other = 0; other < codebooks; other++)
                {
                    gram[(prototype * prototypes) + Prototype(other, code)]++;
                }

                Span<double> sum = rest.AsSpan(prototype * inputs, inputs);
                for (int column = 0; column < inputs; column++)
                {
                    sum[column] += row[column];
                }
            }
        }

        for (int prototype = 0; prototype < prototypes; prototype++)
        {
            gram[(prototype * prototypes) + prototype] += ridge;
        }

        // The Gram matrix is symmetric; the others have their rows where MathNet has columns.
        Matrix<double> correction = new DenseMatrix(prototypes, prototypes, gram).Cholesky().Solve(new DenseMatrix(inputs, prototypes, rest).Transpose());
        return correction + new DenseMatrix(inputs, prototypes, means).Transpose();
    }

    private static int Prototype(int codebook, ReadOnlySpan<byte> code) => (codebook * HashTrees.Leaves) + code[codebook];

    private static void Residual(ReadOnlySpan<float> sample, ReadOnlySpan<byte> code, double[] means, double[] row)
    {
        for (int codebook = 0; codebook < code.Length; codebook++)
        {
            (int first, int count) = HashTrees.Chunk(row.Length, code.Length, codebook);
            for (int column = first; column < first + count; column++)
            {
                row[column] = sample[column] - means[(Prototype(codebook, code) * row.Length) + column];
            }
        }
    }

    /// <summary>P0, [codebooks 16, inputs]: zero outside of the codebook's columns. A bucket in which no row is gets the mean of all.</summary>
    private static double[] BucketMeans(float[] samples, int inputs, byte[] codes, int codebooks)
    {
        int rows = samples.Length / inputs;
        double[] means = new double[codebooks * HashTrees.Leaves * inputs];
        int[] sizes = new int[codebooks * HashTrees.Leaves];
        double[] total = new double[inputs];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<byte> code = codes.AsSpan(row * codebooks, codebooks);
            for (int codebook = 0; codebook < codebooks; codebook++)
            {
                (int first, int count) = HashTrees.Chunk(inputs, codebooks, codebook);
                int prototype = Prototype(codebook, code);
                sizes[prototype]++;
                for (int column = first; column < first + count; column++)
                {
                    float value = samples[(row * inputs) + column];
                    means[(prototype * inputs) + column] += value;
                    total[column] += value;
                }
            }
        }

        for (int prototype = 0; prototype < sizes.Length; prototype++)
        {
            (int first, int count) = HashTrees.Chunk(inputs, codebooks, prototype / HashTrees.Leaves);
            for (int column = first; column < first + count; column++)
            {
                ref double mean = ref means[(prototype * inputs) + column];
                mean = sizes[prototype] == 0 ? total[column] / rows : mean / sizes[prototype];
            }
        }

        return means;
    }
}
