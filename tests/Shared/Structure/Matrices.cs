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

    /// <summary>Entry (i1 r + i2, j1 c + j2) is a[i1, j1] b[i2, j2] for b of r x c.</summary>
    public static double[,] Kronecker(double[,] a, double[,] b) => Create(
        a.GetLength(0) * b.GetLength(0),
        a.GetLength(1) * b.GetLength(1),
        (row, column) => a[row / b.GetLength(0), column / b.GetLength(1)] * b[row % b.GetLength(0), column % b.GetLength(1)]);

    /// <summary>A product of several matrices.</summary>
    public static double[,] Chain(params double[][,] factors) => factors.Aggregate(Multiply);

    /// <summary>The matrix of a gather, (Jx)[i] = x[indices[i]].</summary>
    public static double[,] Order(IReadOnlyList<int> indices) =>
        Create(indices.Count, indices.Count, (row, column) => indices[row] == column ? 1 : 0);

    /// <summary>A learned matrix.</summary>
    public static double[,] Read(ParameterVector parameters, string name)
    {
        var shape = parameters.Layout.Find(name).Shape;
        var values = new float[shape[0] * shape[1]];
        parameters.GetTensor(name, values);
        return Create(shape[0], shape[1], (row, column) => values[row * shape[1] + column]);
    }

    /// <summary>A function of every entry.</summary>
    public static double[,] Map(Func<double, double> function, double[,] a) =>
        Create(a.GetLength(0), a.GetLength(1), (row, column) => function(a[row, column]));

    /// <summary>X [S, C], column after column, as a single column: the paper's vec.</summary>
    public static double[,] Stack(double[,] x) => Flatten(Transpose(x));

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
