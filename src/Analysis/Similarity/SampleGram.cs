using System.Numerics;
using System.Runtime.InteropServices;

namespace SparseGen.Analysis;

/// <summary>Scalar products of samples with each other, centred: the kernel that linear methods see a representation by.</summary>
internal static class SampleGram
{
    // Of a sample, so that a few of them stay in the first-level cache.
    private const int Block = 1024;

    /// <summary>The features less their means, in double precision.</summary>
    /// <param name="data">[samples, size].</param>
    /// <param name="size">Features of a sample.</param>
    /// <param name="means">The means to take off, [size]; those of the data when null.</param>
    /// <param name="found">The means that were taken off.</param>
    public static double[] Centre(ReadOnlySpan<float> data, int size, double[]? means, out double[] found)
    {
        int samples = data.Length / size;
        if (means is null)
        {
            means = new double[size];
            for (int at = 0; at < data.Length; at++)
            {
                means[at % size] += data[at] / (double)samples;
            }
        }

        double[] centred = new double[data.Length];
        for (int at = 0; at < data.Length; at++)
        {
            centred[at] = data[at] - means[at % size];
        }

        found = means;
        return centred;
    }

    /// <summary>The products of the rows of two matrices, [rows of the first, rows of the second].</summary>
    /// <param name="first">[samples, size].</param>
    /// <param name="second">[samples, size]; the same array where only half of the products are to be computed.</param>
    /// <param name="size">Features of a sample.</param>
    public static double[,] Products(double[] first, double[] second, int size)
    {
        int rows = first.Length / size, columns = second.Length / size;
        bool isSymmetric = ReferenceEquals(first, second);
        double[,] products = new double[rows, columns];
        Parallel.For(0, rows, row =>
        {
            for (int start = 0; start < size; start += Block)
            {
                int length = Math.Min(Block, size - start);
                ReadOnlySpan<double> left = first.AsSpan((row * size) + start, length);
                for (int column = isSymmetric ? row : 0; column < columns; column++)
                {
                    products[row, column] += Dot(left, second.AsSpan((column * size) + start, length));
                }
            }
        });
        for (int row = 1; isSymmetric && row < rows; row++)
        {
            for (int column = 0; column < row; column++)
            {
                products[row, column] = products[column, row];
            }
        }

        return products;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ReadOnlySpan<Vector<double>> lefts = MemoryMarshal.Cast<double, Vector<double>>(left), rights = MemoryMarshal.Cast<double, Vector<double>>(right);
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        int i = 0;
        for (; i < lefts.Length - 1; i += 2)
        {
            even += lefts[i] * rights[i];
            odd += lefts[i + 1] * rights[i + 1];
        }

        if (i < lefts.Length)
        {
            even += lefts[i] * rights[i];
        }

        double sum = Vector.Sum(even + odd);
        for (int rest = lefts.Length * Vector<double>.Count; rest < left.Length; rest++)
        {
            sum += left[rest] * right[rest];
        }

        return sum;
    }
}
