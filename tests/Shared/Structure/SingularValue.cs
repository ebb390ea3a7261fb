using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Tests.Structure;

/// <summary>
/// The largest singular value of a large or sparse matrix A: Lanczos' method on A^T A (Golub and Van Loan, "Matrix computations", chapter 10). Rounding makes copies
/// of eigenvalues that it has found already, which does not move the largest one.
/// </summary>
internal static class SingularValue
{
    /// <summary>The edge of n eigenvalues is about n^(-2/3) of their range wide, and the error falls as exp(-4 steps sqrt(width)): enough for n = 10^4.</summary>
    private const int Steps = 120;

    public static double Largest(double[,] matrix)
    {
        double[] values = [.. matrix.Cast<double>()];
        int[] kept = [.. Enumerable.Range(0, values.Length).Where(at => values[at] != 0)];
        return Largest(matrix.GetLength(0), matrix.GetLength(1), kept, [.. kept.Select(at => values[at])]);
    }

    /// <summary>Of a matrix with these values at these places in row-major order, and zeros elsewhere.</summary>
    public static double Largest(int rows, int columns, int[] positions, double[] values)
    {
        var steps = Math.Min(Steps, Math.Min(rows, columns));
        var tridiagonal = Matrix<double>.Build.Dense(steps, steps);
        var random = new CounterRandom(1, "start");
        double[] vector = [.. Enumerable.Range(0, columns).Select(_ => random.NextNormal())], before = new double[columns];
        Scale(vector, 1 / Norm(vector));
        for (var step = 0; step < steps; step++)
        {
            var image = new double[rows];
            var next = new double[columns];
            for (var at = 0; at < values.Length; at++)
            {
                var (row, column) = Math.DivRem(positions[at], columns);
                image[row] += values[at] * vector[column];
            }

            for (var at = 0; at < values.Length; at++)
            {
                var (row, column) = Math.DivRem(positions[at], columns);
                next[column] += values[at] * image[row];
            }

            tridiagonal[step, step] = image.Sum(value => value * value);
            for (var column = 0; column < columns; column++)
            {
                next[column] -= tridiagonal[step, step] * vector[column] + (step > 0 ? tridiagonal[step, step - 1] * before[column] : 0);
            }

            var norm = Norm(next);
            if (step + 1 == steps || norm < 1e-12 * Math.Abs(tridiagonal[0, 0]))
            {
                break;
            }

            tridiagonal[step + 1, step] = tridiagonal[step, step + 1] = norm;
            Scale(next, 1 / norm);
            (before, vector) = (vector, next);
        }

        return Math.Sqrt(tridiagonal.Evd(Symmetricity.Symmetric).EigenValues.Real().Maximum());
    }

    private static double Norm(double[] vector) => Math.Sqrt(vector.Sum(value => value * value));

    private static void Scale(double[] vector, double factor)
    {
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] *= factor;
        }
    }
}
