namespace SparseGen.Experiments;

/// <summary>The three kinds of models that the width experiment compares, with the paper's names.</summary>
internal static class WidthKind
{
    /// <summary>Mixing of tokens and of channels, one linear map each.</summary>
    public const string SMixer = "S-Mixer";

    /// <summary>The same between frozen random permutations.</summary>
    public const string RandomPermutationSMixer = "RP-S-Mixer";

    /// <summary>Linear maps of the whole sample under a static random mask.</summary>
    public const string SparseMlp = "SW-MLP";

    /// <summary>The kinds in the order of tables and pictures.</summary>
    public static IReadOnlyList<string> All { get; } = [SMixer, RandomPermutationSMixer, SparseMlp];
}
