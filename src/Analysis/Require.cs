using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>What the instruments ask of their arguments; a message has the argument, its value and what was expected.</summary>
internal static class Require
{
    /// <summary>A finite number.</summary>
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected a finite number.");

    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected a positive finite number.");

    /// <summary>A finite number of at least 0.</summary>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected a finite number of at least 0.");

    /// <summary>A finite number of at least some number.</summary>
    public static double AtLeast(double least, double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= least && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected a finite number of at least {least}.");

    /// <summary>More than 0 and at most 1.</summary>
    public static double Share(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected more than 0 and at most 1.");

    /// <summary>A whole number of at least some number.</summary>
    public static int AtLeast(int least, int value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected at least {least}.");

    /// <summary>At least one number, all finite.</summary>
    public static void Finite(ReadOnlySpan<double> values, string name)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException($"{name} is empty; expected at least one number.", name);
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException($"{name}[{i}] is {values[i]}; expected finite numbers.", name);
            }
        }
    }

    /// <summary>Finite features of samples.</summary>
    /// <param name="values">[samples, size].</param>
    /// <param name="size">Numbers of a sample.</param>
    /// <param name="name">The argument.</param>
    /// <param name="what">What of the argument they are; the argument itself when null.</param>
    public static void Finite(ReadOnlySpan<float> values, int size, string name, string? what = null)
    {
        for (int at = 0; at < values.Length; at++)
        {
            if (!float.IsFinite(values[at]))
            {
                throw new ArgumentException($"{what ?? name} has the value {values[at]} for sample {at / size}; expected finite numbers.", name);
            }
        }
    }

    /// <summary>Classes, 0 and on.</summary>
    public static void Labels(ReadOnlySpan<int> labels, int classes, string name)
    {
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if (labels[sample] < 0 || labels[sample] >= classes)
            {
                throw new ArgumentException($"{name}[{sample}] is {labels[sample]}; expected 0 to {classes - 1}.", name);
            }
        }
    }

    /// <summary>A matrix with at least one entry, all finite.</summary>
    public static Matrix<double> Matrix(double[,] matrix, [CallerArgumentExpression(nameof(matrix))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(matrix, name);
        (int rows, int columns) = (matrix.GetLength(0), matrix.GetLength(1));
        if (matrix.Length == 0)
        {
            throw new ArgumentException($"{name} is {rows} x {columns}; expected at least one entry.", name);
        }

        for (int at = 0; at < matrix.Length; at++)
        {
            double value = matrix[at / columns, at % columns];
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"{name}[{at / columns}, {at % columns}] is {value}; expected finite numbers.", name);
            }
        }

        return Matrix<double>.Build.DenseOfArray(matrix);
    }
}
