namespace SparseGen.Tests.Structure;

/// <summary>A few operations on small matrices, as their definitions read.</summary>
internal static class Matrices
{
    /// <summary>Numbers in [-1, 1).</summary>
    public static double[,] Random(string name, int rows, int columns)
    {
        var values = ValueRecipe.Values(name, rows * columns);
        return Create(rows, columns, (row, column) => values[row * columns + column]);
    }

    public static double[,] Create(int rows, int columns, Func<int, int, double> entry)
    {
        var matrix = new double[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                matrix[row, column] = entry(row, column);
            }
        }

        return matrix;
    }

    public static double[,] Identity(int size) => Create(size, size, (row, column) => row == column ? 1 : 0);

    public static double[,] Transpose(double[,] a) => Create(a.GetLength(1), a.GetLength(0), (row, column) => a[column, row]);

    public static double[,] Multiply(double[,] a, double[,] b)
    {
        Assert.Equal(a.GetLength(1), b.GetLength(0));
        return Create(
            a.GetLength(0), b.GetLength(1), (row, column) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[row, k] * b[k, column]));
    }

    /// <summary>X [S, C], row after row, as a single column.</summary>
    public static double[,] Flatten(double[,] x) => Create(x.Length, 1, (at, _) => x[at / x.GetLength(1), at % x.GetLength(1)]);

    /// <summary>The matrix K with K r(X) = r(X^T) for X [rows, columns]: (K x)[i] = x[(i mod S) C + floor(i / S)].</summary>
    public static double[,] Commutation(int rows, int columns) => Create(
        rows * columns, rows * columns, (row, column) => column == row % rows * columns + row / rows ? 1 : 0);

    public static double Distance(double[,] a, double[,] b)
    {
        Assert.Equal((a.GetLength(0), a.GetLength(1)), (b.GetLength(0), b.GetLength(1)));
        return Math.Sqrt(a.Cast<double>().Zip(b.Cast<double>(), (left, right) => (left - right) * (left - right)).Sum());
    }

    public static void Equal(double[,] expected, double[,] actual) =>
        Assert.True(Distance(expected, actual) < 1e-9, $"The matrices are {Distance(expected, actual)} apart.");
}
