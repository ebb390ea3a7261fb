namespace SparseGen;

/// <summary>
/// Settings for some of a model's tensors: those whose name fits a pattern, or that a test picks. What is left null says nothing, so that another group of
/// <see cref="ParameterGroups"/> can say it.
/// </summary>
public sealed record ParameterGroup
{
    private readonly float? _learningRateFactor;
    private readonly float? _weightDecayFactor;
    private readonly float? _weightDecay;

    /// <summary>The tensors whose name fits.</summary>
    /// <param name="pattern">
    /// A name as in <see cref="ModelInfo.Tensors"/>, in which <c>*</c> stands for any characters, dots included: <c>head.*</c>, <c>blocks.0.*</c>, <c>*.bias</c>.
    /// </param>
    /// <exception cref="ArgumentException">The pattern is empty.</exception>
    public ParameterGroup(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        Pattern = pattern;
    }

    /// <summary>The tensors that a test picks.</summary>
    /// <param name="where">Whether a tensor belongs to the group; asked once for each tensor, when the group is added.</param>
    public ParameterGroup(Func<TensorLayout, bool> where)
    {
        ArgumentNullException.ThrowIfNull(where);
        Where = where;
    }

    /// <summary>The pattern of names; null for a group that a test picks.</summary>
    public string? Pattern { get; }

    /// <summary>The test; null for a group that a pattern picks.</summary>
    public Func<TensorLayout, bool>? Where { get; }

    /// <summary>The learning rate of these tensors is this times the optimiser's, rounded to single precision; finite and not negative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public float? LearningRateFactor
    {
        get => _learningRateFactor;
        init => _learningRateFactor = Checked(value, nameof(LearningRateFactor));
    }

    /// <summary>Their weight decay is this times the optimiser's own; finite and not negative. 0 switches decay off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public float? WeightDecayFactor
    {
        get => _weightDecayFactor;
        init => _weightDecayFactor = Checked(value, nameof(WeightDecayFactor));
    }

    /// <summary>Their weight decay, in place of the optimiser's own; finite and not negative. It wins over a <see cref="WeightDecayFactor"/> of the same group.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public float? WeightDecay
    {
        get => _weightDecay;
        init => _weightDecay = Checked(value, nameof(WeightDecay));
    }

    /// <summary>Whether they are frozen: neither gradient nor decay moves them, nor their moments, and their gradient is zero to hooks.</summary>
    public bool? Frozen { get; init; }

    /// <summary>What the group is called in messages.</summary>
    internal string Description => Pattern is null ? "A test (Where)" : $"The pattern \"{Pattern}\"";

    private static float? Checked(float? value, string name) => value is { } number ? NumberArguments.NotNegative(number, name) : null;
}
