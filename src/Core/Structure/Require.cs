namespace SparseGen;

/// <summary>What the formulas of structure ask of their arguments.</summary>
internal static class Require
{
    public static void Positive(double value, string name)
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected a positive finite number.");
        }
    }

    public static double[,] Matrix(double[,] matrix, string name)
    {
        ArgumentNullException.ThrowIfNull(matrix, name);
        return matrix.Length > 0
            ? matrix
            : throw new ArgumentException($"{name} is {matrix.GetLength(0)} x {matrix.GetLength(1)}; expected at least one entry.", name);
    }

    /// <summary>The product of sizes that are at least 1, where it is no larger than what is possible.</summary>
    /// <param name="sizes">What they are called, such as "rows x columns".</param>
    /// <param name="maximum">The largest product.</param>
    /// <param name="name">Name of the parameter that is blamed.</param>
    /// <param name="factors">The sizes.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is larger.</exception>
    public static int Product(string sizes, int maximum, string name, params ReadOnlySpan<int> factors)
    {
        Int128 product = 1;
        foreach (int factor in factors)
        {
            product *= factor;
        }

        return product <= maximum ? (int)product : throw new ArgumentOutOfRangeException(
            name, $"{sizes} is {string.Join(" x ", factors.ToArray())} = {product}; expected at most {maximum}.");
    }

    public static void Share(double value, string name)
    {
        if (!(value > 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected more than 0 and at most 1.");
        }
    }
}
