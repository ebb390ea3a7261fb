namespace SparseGen.Generators.IR;

/// <summary>A value that a loop carries from each repetition to the next.</summary>
internal sealed class Carried
{
    /// <summary>The value before the first repetition.</summary>
    public required Value Initial { get; set; }

    /// <summary>The value as a repetition finds it.</summary>
    public required Value Argument { get; init; }

    /// <summary>The value as a repetition leaves it.</summary>
    public Value Yield { get; set; } = null!;

    /// <summary>The value after the last repetition.</summary>
    public required Value Result { get; init; }
}
