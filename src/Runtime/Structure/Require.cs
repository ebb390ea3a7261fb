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

    public static void Share(double value, string name)
    {
        if (!(value > 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; expected more than 0 and at most 1.");
        }
    }
}
