using System.Globalization;

namespace SparseGen;

/// <summary>What all groups together say of one tensor.</summary>
/// <param name="LearningRateFactor">Times the optimiser's learning rate.</param>
/// <param name="DecayFactor">Times the optimiser's weight decay, where <paramref name="Decay"/> is null.</param>
/// <param name="Decay">The weight decay itself.</param>
/// <param name="IsFrozen">Whether nothing moves it.</param>
internal sealed record TensorSettings(float LearningRateFactor, float DecayFactor, float? Decay, bool IsFrozen)
{
    /// <summary>What holds where no group says anything.</summary>
    public static TensorSettings Default { get; } = new(1, 1, null, false);

    /// <summary>These settings with all that a later group says.</summary>
    public TensorSettings With(ParameterGroup group) => new(
        group.LearningRateFactor ?? LearningRateFactor,
        group.WeightDecayFactor ?? DecayFactor,
        group.WeightDecay ?? (group.WeightDecayFactor is null ? Decay : null),
        group.Frozen ?? IsFrozen);

    /// <summary>A group of one tensor that says all of it.</summary>
    public ParameterGroup ToGroup(TensorLayout tensor) => new(tensor.Name)
    {
        LearningRateFactor = LearningRateFactor,
        WeightDecayFactor = DecayFactor,
        WeightDecay = Decay,
        Frozen = IsFrozen,
    };

    /// <summary>In one line: <c>0.1 1 - frozen</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{LearningRateFactor:R} {DecayFactor:R} {Decay?.ToString("R", CultureInfo.InvariantCulture) ?? "-"} {(IsFrozen ? "frozen" : "trained")}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static TensorSettings Parse(string text)
    {
        string[] words = text.Split(' ');
        return words.Length == 4 && words[3] is "frozen" or "trained"
            ? new TensorSettings(Number(words[0]), Number(words[1]), words[2] == "-" ? null : Number(words[2]), words[3] == "frozen")
            : throw new FormatException($"\"{text}\" is no setting of a tensor.");
    }

    private static float Number(string word) =>
        float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) && float.IsFinite(number) && number >= 0
            ? number
            : throw new FormatException($"\"{word}\" is no factor; it must be finite and not negative.");
}
