using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Names that a publisher's own files have for tensors of models whose names here are timm's. Such files load as timm's do, without a <see cref="LoadOptions.Rename"/>; vectors may
/// have dimensions of 1 in front there or here.
/// </summary>
internal static class KnownNames
{
    /// <summary>The names of a file's tensors in the model, or null where the file is of no publisher that is known, or of another model.</summary>
    /// <param name="layout">The model's tensors.</param>
    /// <param name="found">The file's tensors.</param>
    public static Func<string, string>? Find(ParameterLayout layout, ImmutableArray<CheckpointTensor> found) =>
        layout.Names.Any(static name => name.EndsWith(".linear_tokens.weight", StringComparison.Ordinal))
        && found.Any(static tensor => tensor.Name.EndsWith(".attn.weight", StringComparison.Ordinal))
            ? FromFacebookResMlp
            : null;

    /// <summary>Whether two shapes are the same but for dimensions of 1.</summary>
    public static bool AreAlike(ImmutableArray<int> one, ImmutableArray<int> other) =>
        one.Where(static extent => extent != 1).SequenceEqual(other.Where(static extent => extent != 1));

    /// <summary>ResMLP in facebookresearch/deit, resmlp_models.py (Touvron et al. 2021, arXiv 2105.03404), whose names timm changes as it loads them.</summary>
    private static string FromFacebookResMlp(string name) => name
        .Replace("patch_embed.", "stem.", StringComparison.Ordinal).Replace(".attn.", ".linear_tokens.", StringComparison.Ordinal)
        .Replace(".mlp.", ".mlp_channels.", StringComparison.Ordinal).Replace(".gamma_", ".ls", StringComparison.Ordinal);
}
