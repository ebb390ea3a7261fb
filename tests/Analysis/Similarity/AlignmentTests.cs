using MathNet.Numerics.LinearAlgebra;
using static SparseGen.Tests.Analysis.Refusals;

namespace SparseGen.Tests.Analysis;

/// <summary>Centred kernel alignment: its invariances, its definition written out, chance, batches.</summary>
public sealed class AlignmentTests
{
    [Fact]
    public void RotationsShiftsAndFactorsChangeNothing()
    {
        double[,] x = Draw(20, 6, 1);
        Matrix<double> rotation = Matrix<double>.Build.DenseOfArray(new OrthogonalNetwork(6, 1, NetworkActivation.Linear, 1, 0, 2).Weight(1));
        double[,] y = (3 * Matrix<double>.Build.DenseOfArray(x) * rotation).Add(5).ToArray();
        Assert.Equal(1, CenteredKernelAlignment.Linear(x, y), 1e-12);
        Assert.Equal(1, CenteredKernelAlignment.Unbiased(x, y), 1e-12);
    }

    /// <summary>
    /// |Y^T X|^2 / (|X^T X| |Y^T Y|) in features, where the library has Gram matrices of samples; and HSIC_1 of Song et al. by sums over all quadruples of different
    /// samples.
    /// </summary>
    [Fact]
    public void BothAreTheirDefinitions()
    {
        double[,] x = Draw(8, 3, 3), y = Draw(8, 5, 4);
        Matrix<double> a = Centred(x), b = Centred(y);
        double expected = Math.Pow((b.Transpose() * a).FrobeniusNorm(), 2) / ((a.Transpose() * a).FrobeniusNorm() * (b.Transpose() * b).FrobeniusNorm());
        Assert.Equal(expected, CenteredKernelAlignment.Linear(x, y), 1e-12);
        double unbiased = Quadruples(x, y) / Math.Sqrt(Quadruples(x, x) * Quadruples(y, y));
        Assert.Equal(unbiased, CenteredKernelAlignment.Unbiased(x, y), 1e-10);
    }

    /// <summary>Independent representations with many features: the biased value is far from 0, the unbiased one within its spread, here 1/50 of 40 draws each.</summary>
    [Fact]
    public void OnlyTheUnbiasedOneIsZeroByChance()
    {
        double[] unbiased = [.. Enumerable.Range(0, 40).Select(seed => CenteredKernelAlignment.Unbiased(Draw(12, 40, (ulong)seed), Draw(12, 40, (ulong)seed + 100)))];
        Assert.True(CenteredKernelAlignment.Linear(Draw(12, 40, 1), Draw(12, 40, 101)) > 0.5);
        double mean = unbiased.Average(), error = Math.Sqrt(unbiased.Sum(value => (value - mean) * (value - mean)) / (40 * 39));
        Assert.InRange(Math.Abs(mean), 0, 4 * error);
        Assert.InRange(error, 0, 0.1);
    }

    [Fact]
    public void BatchesComeNearTheWhole()
    {
        double[,] x = Draw(160, 5, 1);
        double[,] y = (Matrix<double>.Build.DenseOfArray(x) + (0.7 * Matrix<double>.Build.DenseOfArray(Draw(160, 5, 2)))).ToArray();
        var batches = new MinibatchAlignment();
        Assert.Throws<InvalidOperationException>(() => batches.Value);
        for (int first = 0; first < 160; first += 20)
        {
            batches.Add(Rows(x, first, 20), Rows(y, first, 20));
        }

        Assert.Equal(8, batches.Batches);
        Assert.Equal(CenteredKernelAlignment.Unbiased(x, y), batches.Value, 0.08);
        var single = new MinibatchAlignment();
        single.Add(x, y);
        Assert.Equal(CenteredKernelAlignment.Unbiased(x, y), single.Value);
    }

    /// <summary>
    /// Sums of HSIC over batches and then the ratio, written out (Nguyen, Raghu and Kornblith 2021, equation 3). The second batch is ten times as large in its numbers and unlike,
    /// so that the mean of the batches' ratios is far from that.
    /// </summary>
    [Fact]
    public void BatchesAreARatioOfSums()
    {
        double[,] x = Draw(6, 3, 5), other = Scaled(Draw(7, 3, 6)), unlike = Scaled(Draw(7, 3, 8));
        double[,] y = (Matrix<double>.Build.DenseOfArray(x) + (0.3 * Matrix<double>.Build.DenseOfArray(Draw(6, 3, 7)))).ToArray();
        var batches = new MinibatchAlignment();
        batches.Add(x, y);
        batches.Add(other, unlike);
        double expected = (Quadruples(x, y) + Quadruples(other, unlike))
            / Math.Sqrt((Quadruples(x, x) + Quadruples(other, other)) * (Quadruples(y, y) + Quadruples(unlike, unlike)));
        Assert.Equal(expected, batches.Value, 1e-10);
        double mean = 0.5 * (CenteredKernelAlignment.Unbiased(x, y) + CenteredKernelAlignment.Unbiased(other, unlike));
        Assert.True(Math.Abs(mean - expected) > 0.2, $"{mean} is not far from {expected}.");

        static double[,] Scaled(double[,] matrix) => (10 * Matrix<double>.Build.DenseOfArray(matrix)).ToArray();
    }

    [Fact]
    public void WrongArgumentsAreNamed()
    {
        Refused<ArgumentException>("second", "second has 3 rows; expected 4", () => CenteredKernelAlignment.Linear(new double[4, 2], new double[3, 2]));
        Refused<ArgumentException>("first", "first has 3 rows; expected at least 4 samples", () => CenteredKernelAlignment.Unbiased(new double[3, 2], new double[3, 2]));
        Refused<ArgumentException>("first", "All samples have the same representation", () => CenteredKernelAlignment.Linear(new double[4, 2], Draw(4, 2, 1)));
        Refused<ArgumentException>("second", "second[0, 0] is NaN", () => CenteredKernelAlignment.Linear(Draw(2, 1, 1), new[,] { { double.NaN }, { 1 } }));
    }

    /// <summary>Unbiased HSIC: the mean over all quadruples of different samples.</summary>
    private static double Quadruples(double[,] x, double[,] y)
    {
        Matrix<double> k = Matrix<double>.Build.DenseOfArray(x), l = Matrix<double>.Build.DenseOfArray(y);
        (k, l) = (k * k.Transpose(), l * l.Transpose());
        (double sum, int count) = (0, 0);
        int n = k.RowCount;
        for (int at = 0; at < n * n * n * n; at++)
        {
            (int i, int j, int q, int r) = (at % n, at / n % n, at / (n * n) % n, at / (n * n * n));
            if (i != j && i != q && i != r && j != q && j != r && q != r)
            {
                sum += k[i, j] * (l[i, j] + l[q, r] - (2 * l[i, q]));
                count++;
            }
        }

        return sum / count;
    }

    private static double[,] Draw(int rows, int columns, ulong seed)
    {
        double[] values = FisherDualTests.Normal(rows * columns, seed);
        return Matrix<double>.Build.Dense(rows, columns, values).ToArray();
    }

    private static double[,] Rows(double[,] matrix, int first, int count) => Matrix<double>.Build.DenseOfArray(matrix).SubMatrix(first, count, 0, matrix.GetLength(1)).ToArray();

    private static Matrix<double> Centred(double[,] matrix)
    {
        Matrix<double> data = Matrix<double>.Build.DenseOfArray(matrix);
        Vector<double> means = data.ColumnSums() / data.RowCount;
        return data.MapIndexed((_, column, value) => value - means[column]);
    }
}
