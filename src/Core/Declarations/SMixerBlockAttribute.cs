namespace SparseGen;

/// <summary>
/// One block of S-Mixer on X [S, C], in the form of the experiments of Hayase and Karakida (2024, arXiv 2306.01470, equations S.3, S.7 and S.8):
/// U = X + phi(W LN(X)) along the tokens, Y = U + phi(LN(U) V^T) along the channels, with square W and V: one linear map a mixing, and the
/// activation before the skip is added.
/// </summary>
/// <remarks>
/// With <see cref="Tokens"/> the number of tokens may change: the skip of the token mixing becomes LN(Wt X) with Wt [Tokens, S], as in equations
/// S.14 and S.15. The paper does so in the first block, <c>[SMixerBlock(Tokens = 64), SMixerBlock(Repeat = 7)]</c>.
/// </remarks>
public sealed class SMixerBlockAttribute : LayerAttribute
{
    /// <summary>Tokens after the block, with the skip LN(Wt X), also where that leaves their number as it was; 0, the default, keeps X itself as skip.</summary>
    public int Tokens { get; set; }

    /// <summary>The activation phi; exact GELU by default.</summary>
    public ActivationKind Activation { get; set; } = ActivationKind.Gelu;

    /// <summary>Added to the variance in the layer norms; 1e-5 by default, as in the paper.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>
    /// Whether the linear maps have biases; on by default. The paper mentions none. Wt never has one: it would move a token by one number, which the layer norm takes away again.
    /// (Versions before 0.2 had it; checkpoints with it are still read.)
    /// </summary>
    public bool Bias { get; set; } = true;

    /// <summary>The kind of W, and of Wt where there is one; dense by default.</summary>
    public LinearMap TokenMap { get; set; }

    /// <summary>The kind of V; dense by default.</summary>
    public LinearMap ChannelMap { get; set; }

    /// <summary>Blocks of each <see cref="LinearMap.Monarch"/> map; 4 by default. It is an error to set it where no map is of that kind.</summary>
    public int Blocks { get; set; } = 4;

    /// <summary>
    /// Share of the weights that each <see cref="LinearMap.Sparse"/> map keeps, above 0 and at most 1: exactly round(density inputs outputs) of them. To be
    /// set where a map is of that kind, and only there.
    /// </summary>
    public double Density { get; set; }

    /// <summary>
    /// <see cref="Permutation.Random"/> makes it a block of RP-S-Mixer: U = X + J2 phi(W J1 LN(X)) in both halves (equation S.13), each half of each block
    /// with two permutations of its own, drawn once and frozen.
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
    /// Probability with which training leaves out a mixing, each by itself, for a whole sample, at least 0 and below 1; else it is scaled by one over the other
    /// probability (Huang et al. 2016, arXiv 1603.09382). 0 by default. It is the same for all copies of <see cref="LayerAttribute.Repeat"/>.
    /// Inference is not touched. See <see cref="DropoutAttribute"/> for the masks.
    /// </summary>
    public double StochasticDepth { get; set; }
}
