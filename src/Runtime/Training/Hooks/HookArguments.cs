namespace SparseGen;

/// <summary>The checks that hooks need of their settings and of the trainer they work for.</summary>
internal static class HookArguments
{
    public static float NotNegative(float value, string name) =>
        float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be finite and not negative.");

    public static float Positive(float value, string name) =>
        float.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be finite and greater than 0.");

    public static float Finite(float value, string name) =>
        float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be finite.");

    public static float Probability(float value, string name) =>
        value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be 0 to 1.");

    public static float DecayRate(float value, string name) =>
        value is >= 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least 0 and less than 1.");

    /// <summary>The trainer's loss, for what is written for cross-entropy: with another loss it would make something else small, and not say so.</summary>
    /// <exception cref="InvalidOperationException">It is another loss.</exception>
    public static SoftmaxCrossEntropy CrossEntropy(ILoss loss, string hook) =>
        loss as SoftmaxCrossEntropy ?? throw new InvalidOperationException(
            $"{hook} needs a trainer with the loss {nameof(SoftmaxCrossEntropy)}, whose terms it adds; the trainer's is {loss.GetType().Name}.");
}
