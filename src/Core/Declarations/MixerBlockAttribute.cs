namespace SparseGen;

/// <summary>
/// One block of MLP-Mixer (Tolstikhin et al. 2021, arXiv 2105.01601) on X [S, C]:
/// U = X + W2 phi(W1 LN(X)) along the tokens, Y = U + phi(LN(U) W3) W4 along the channels.
/// </summary>
/// <param name="tokenHidden">Hidden width of the token-mixing MLP, D_S.</param>
/// <param name="channelHidden">Hidden width of the channel-mixing MLP, D_C.</param>
public sealed class MixerBlockAttribute(int tokenHidden, int channelHidden) : LayerAttribute
{
    /// <summary>Hidden width of the token-mixing MLP, D_S.</summary>
    public int TokenHidden { get; } = tokenHidden;

    /// <summary>Hidden width of the channel-mixing MLP, D_C.</summary>
    public int ChannelHidden { get; } = channelHidden;

    /// <summary>The activation phi of both MLPs; exact GELU by default.</summary>
    public ActivationKind Activation { get; set; } = ActivationKind.Gelu;

    /// <summary>
    /// Whether the hidden widths of both MLPs are cut in halves u and v behind the first map, of which the second map gets u * phi(v): the gated Mixer of timm, gMixer, with
    /// <see cref="ActivationKind.Silu"/> as phi. Hidden widths must then be even. The half of a dense first map that makes v starts near 0 and its biases at 1, as in timm. Off by
    /// default.
    /// </summary>
    public bool Gated { get; set; }

    /// <summary>Added to the variance in both layer norms; 1e-6 by default, as in timm.</summary>
    public float Epsilon { get; set; } = 1e-6f;

    /// <summary>Whether the four linear maps have biases; on by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>The kind of W1 and W2, which mix tokens; dense by default.</summary>
    public LinearMap TokenMap { get; set; }

    /// <summary>The kind of W3 and W4, which mix channels; dense by default.</summary>
    public LinearMap ChannelMap { get; set; }

    /// <summary>Blocks of each <see cref="LinearMap.Monarch"/> map; 4 by default. It is an error to set it where no map is of that kind.</summary>
    public int Blocks { get; set; } = 4;

    /// <summary>
    /// Share of the weights that each <see cref="LinearMap.Sparse"/> map keeps, above 0 and at most 1: exactly round(density inputs outputs) of them. To be
    /// set where a map is of that kind, and only there.
    /// </summary>
    public double Density { get; set; }

    /// <summary>
    /// <see cref="Permutation.Random"/> makes it a block of RP-Mixer (Hayase and Karakida 2024, arXiv 2306.01470, section 5): U = X + J2 MLP(J1 LN(X)) in
    /// both halves, each half of each block with two permutations of its own, drawn once and frozen.
    /// </summary>
    /// <remarks>They are <c>Permutations.Random(S C, Seed, stream)</c> with streams such as <c>blocks.0.mlp_tokens.before</c> and <c>.after</c>.</remarks>
    public Permutation Permutation { get; set; }

    /// <summary>
    /// Name of the static member that gives the four permutations of a block, where <see cref="Permutation"/> is <see cref="Permutation.List"/>; see
    /// <see cref="PermutedKroneckerAttribute.BeforeList"/>. A method with <c>(int length, string name)</c> tells them apart: its names are the streams above.
    /// </summary>
    public string? PermutationList { get; set; }

    /// <summary>The type whose member the list is; that which has this attribute by default.</summary>
    public Type? ListType { get; set; }

    /// <summary>Seed of the random permutations and of the masks of sparse maps, each with a stream of its own; not related to that of the parameters.</summary>
    public int Seed { get; set; }

    /// <summary>
    /// Rate of dropout after the activation and after the second linear map of both MLPs, as in timm, at least 0 and below 1; 0 by default. See
    /// <see cref="DropoutAttribute"/>.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>
    /// Probability with which training leaves out an MLP, each by itself, for a whole sample, at least 0 and below 1; else it is scaled by one over the other
    /// probability (Huang et al. 2016, arXiv 1603.09382). 0 by default. It is the same for all copies of <see cref="LayerAttribute.Repeat"/>, as in timm.
    /// Inference is not touched. See <see cref="DropoutAttribute"/> for the masks.
    /// </summary>
    public double StochasticDepth { get; set; }
}
