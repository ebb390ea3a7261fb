namespace SparseGen.Experiments;

/// <summary>A model whose layers are compared, and the points of its residual stream: behind the patches and behind each mixing.</summary>
/// <param name="Name">For people and for files.</param>
/// <param name="Layers">Names of layers or activations.</param>
internal sealed record LayerKind(string Name, IReadOnlyList<string> Layers)
{
    /// <summary>MLP-Mixer.</summary>
    public static LayerKind Mixer { get; } = new("mixer", Mixings());

    /// <summary>MLP-Mixer with random permutations.</summary>
    public static LayerKind RandomPermutation { get; } = new("rp-mixer", Mixings());

    /// <summary>MLP with sparse weights.</summary>
    public static LayerKind SparseMlp { get; } = new("sw-mlp", ["stem", .. Enumerable.Range(0, 6).Select(static block => $"compared_sparse_mixing.{block}")]);

    /// <summary>The Mixer with other initial values and another order of the images: what is alike because the models are of one kind.</summary>
    public static LayerKind OtherMixer { get; } = new("other-mixer", Mixings());

    /// <summary>The pairs that are compared.</summary>
    public static IReadOnlyList<(LayerKind First, LayerKind Second)> Pairs { get; } =
        [(Mixer, OtherMixer), (Mixer, RandomPermutation), (Mixer, SparseMlp), (RandomPermutation, SparseMlp)];

    private static string[] Mixings() =>
        ["stem", .. Enumerable.Range(0, 3).SelectMany(static block => new[] { $"blocks.{block}.mlp_tokens.fc2.sum", $"blocks.{block}" })];
}
