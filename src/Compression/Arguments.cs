namespace SparseGen.Compression;

/// <summary>Checks of what callers hand over; messages name the argument, what it is, and what was expected.</summary>
internal static class Arguments
{
    /// <summary>A number of at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public static int Positive(int value, string argument) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(argument, value, $"{argument} is {value}; expected at least 1.");

    /// <summary>What an exception says, without the name of the argument that .NET puts behind it.</summary>
    public static string Said(ArgumentException problem)
    {
        int end = problem.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? problem.Message : problem.Message[..end];
    }

    /// <summary>Floats that are all finite.</summary>
    /// <exception cref="ArgumentException">One is not; the message says where it stands.</exception>
    public static void Finite(ReadOnlySpan<float> values, int columns, string argument)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                throw new ArgumentException($"{argument}[{i / columns}, {i % columns}] is {values[i]}; expected finite numbers.", argument);
            }
        }
    }

    /// <summary>Whole rows.</summary>
    /// <returns>Their number.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of the columns.</exception>
    public static int Rows(int length, int columns, string argument) => length % columns == 0
        ? length / columns
        : throw new ArgumentException($"{argument} has {length} numbers; expected rows of {columns}.", argument);

    /// <summary>An exact length.</summary>
    /// <exception cref="ArgumentException">It is another.</exception>
    public static void Length(int length, long expected, string shape, string argument)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{argument} has {length} numbers; expected {expected}, {shape}.", argument);
        }
    }
}
