using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SparseGen;

/// <summary>
/// Orthonormal vectors of the Haar measure: normal ones, made orthogonal one after another. Lengths are positive, which is the QR decomposition whose R has a positive diagonal,
/// the one that is unique and so keeps the measure of the normal matrix (Mezzadri 2007, arXiv math-ph/0609050).
/// </summary>
internal static class OrthonormalVectors
{
    /// <summary>Draws as many as there is room for, at most <paramref name="length"/>.</summary>
    /// <param name="vectors">One after another.</param>
    /// <param name="length">Numbers of each.</param>
    /// <param name="random">Where normal numbers come from.</param>
    public static void Draw(Span<double> vectors, int length, CounterRandom random)
    {
        for (int first = 0; first < vectors.Length; first += length)
        {
            Span<double> vector = vectors.Slice(first, length);
            double left;
            do
            {
                foreach (ref double value in vector)
                {
                    value = random.NextNormal();
                }

                // Once more, since rounding of the first round is as large as what is left of a vector that lay nearly in the span of the others.
                double drawn = Dot(vector, vector);
                Project(vectors[..first], vector);
                Project(vectors[..first], vector);
                left = Dot(vector, vector) / drawn;
            }
            while (left < 1e-12);

            Add(vector, vector, (1 / Math.Sqrt(Dot(vector, vector))) - 1);
        }
    }

    private static void Project(ReadOnlySpan<double> others, Span<double> vector)
    {
        for (int at = 0; at < others.Length; at += vector.Length)
        {
            ReadOnlySpan<double> other = others.Slice(at, vector.Length);
            Add(vector, other, -Dot(vector, other));
        }
    }

    // Eight lanes on every machine, in its own vectors or in several of them, so that the values are the same everywhere.
    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ReadOnlySpan<Vector512<double>> lefts = MemoryMarshal.Cast<double, Vector512<double>>(left), rights = MemoryMarshal.Cast<double, Vector512<double>>(right);
        Vector512<double> sums = Vector512<double>.Zero;
        for (int i = 0; i < lefts.Length; i++)
        {
            sums += lefts[i] * rights[i];
        }

        double sum = Vector512.Sum(sums);
        for (int i = lefts.Length * Vector512<double>.Count; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private static void Add(Span<double> sum, ReadOnlySpan<double> term, double factor)
    {
        Span<Vector512<double>> sums = MemoryMarshal.Cast<double, Vector512<double>>(sum);
        ReadOnlySpan<Vector512<double>> terms = MemoryMarshal.Cast<double, Vector512<double>>(term);
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] += factor * terms[i];
        }

        for (int i = sums.Length * Vector512<double>.Count; i < sum.Length; i++)
        {
            sum[i] += factor * term[i];
        }
    }
}
