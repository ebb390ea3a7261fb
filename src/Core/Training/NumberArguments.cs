namespace SparseGen;

/// <summary>The ranges that numbers among the arguments may have, in one place for losses, optimisers, schedules, hooks and data.</summary>
internal static class NumberArguments
{
    /// <summary>Any number but an infinite one or NaN; like the others, gives the value back.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">Name of the parameter it came as.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public static float Finite(float value, string name) =>
        float.IsFinite(value) ? value : throw Outside(value, name, "finite");

    /// <summary>0 or more, and finite.</summary>
    /// <inheritdoc cref="Finite"/>
    public static float NotNegative(float value, string name) =>
        float.IsFinite(value) && value >= 0 ? value : throw Outside(value, name, "finite and not negative");

    /// <summary>More than 0, and finite.</summary>
    /// <inheritdoc cref="Finite"/>
    public static float Positive(float value, string name) =>
        float.IsFinite(value) && value > 0 ? value : throw Outside(value, name, "finite and greater than 0");

    /// <summary>In [0, 1].</summary>
    /// <inheritdoc cref="Finite"/>
    public static float Probability(float value, string name) =>
        value is >= 0 and <= 1 ? value : throw Outside(value, name, "0 to 1");

    /// <summary>In [0, 1): a share that must leave something, such as the decay rate of a mean.</summary>
    /// <inheritdoc cref="Finite"/>
    public static float ShareBelowOne(float value, string name) =>
        value is >= 0 and < 1 ? value : throw Outside(value, name, "at least 0 and less than 1");

    /// <summary>A batch that a model takes in one step.</summary>
    /// <param name="batchSize">Samples; 1 to <paramref name="maxBatch"/>.</param>
    /// <param name="maxBatch">The model's MaxBatch.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public static void BatchSize(int batchSize, int maxBatch)
    {
        if (batchSize < 1 || batchSize > maxBatch)
        {
            throw new ArgumentOutOfRangeException(
                nameof(batchSize), batchSize, $"batchSize is {batchSize}; it must be 1 to {maxBatch}, the model's MaxBatch.");
        }
    }

    private static ArgumentOutOfRangeException Outside(float value, string name, string expected) =>
        new(name, value, $"{name} is {value}; it must be {expected}.");
}
