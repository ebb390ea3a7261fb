namespace SparseGen.Analysis;

/// <summary>
/// The distribution of the squared singular values of large matrices [rows, columns] of independent entries of variance v / columns (Marchenko and Pastur 1967). With the
/// ratio c = rows / columns it lies between
/// v (1 - sqrt(c))^2 and v (1 + sqrt(c))^2, and for c above 1 the share 1 - 1/c is at 0.
/// </summary>
/// <param name="Ratio">c, rows / columns.</param>
/// <param name="Variance">v, variance of an entry times the number of columns.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is not positive and finite.</exception>
public sealed record MarchenkoPastur(double Ratio, double Variance = 1)
{
    /// <summary>c.</summary>
    public double Ratio { get; } = Require.Positive(Ratio);

    /// <summary>v.</summary>
    public double Variance { get; } = Require.Positive(Variance);

    /// <summary>The least squared singular value, but for those at 0.</summary>
    public double Lower => Variance * Math.Pow(1 - Math.Sqrt(Ratio), 2);

    /// <summary>The largest squared singular value.</summary>
    public double Upper => Variance * Math.Pow(1 + Math.Sqrt(Ratio), 2);

    /// <summary>The share at 0.</summary>
    public double Atom => Math.Max(0, 1 - (1 / Ratio));

    /// <summary>The distribution of a matrix that looks like this one: the variance is that of its entries, around 0.</summary>
    /// <param name="matrix">The matrix, such as a weight.</param>
    /// <exception cref="ArgumentException">The matrix has no entries, not only finite ones, or only zeros.</exception>
    public static MarchenkoPastur Of(double[,] matrix)
    {
        var data = Require.Matrix(matrix);
        double square = Math.Pow(data.FrobeniusNorm(), 2) / data.RowCount;
        return square > 0
            ? new MarchenkoPastur((double)data.RowCount / data.ColumnCount, square)
            : throw new ArgumentException("matrix has only zeros; expected at least one other number.", nameof(matrix));
    }

    /// <summary>The density of the squared singular values, without what is at 0; it integrates to 1 - <see cref="Atom"/>.</summary>
    /// <param name="x">Where.</param>
    public double Density(double x) => x <= Lower || x >= Upper || x <= 0 ? 0 : Math.Sqrt((Upper - x) * (x - Lower)) / (2 * Math.PI * Ratio * Variance * x);

    /// <summary>The density of the singular values themselves: 2 s times that of s^2.</summary>
    /// <param name="singularValue">s, where.</param>
    public double SingularValueDensity(double singularValue) => singularValue <= 0 ? 0 : 2 * singularValue * Density(singularValue * singularValue);
}
