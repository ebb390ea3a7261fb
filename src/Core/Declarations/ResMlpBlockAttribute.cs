namespace SparseGen;

/// <summary>
/// One block of ResMLP (Touvron et al. 2021, arXiv 2105.03404) on X [S, C]: U = X + s1 * (W Aff(X) + b) with one linear map W of the tokens, then
/// Y = U + s2 * (phi(Aff(U) W1) W2). Aff is <see cref="AffineAttribute"/>, s1 and s2 are <see cref="LayerScaleAttribute"/>. Names of tensors are timm's.
/// </summary>
/// <param name="channelHidden">Hidden width of the channel-mixing MLP; 4 C in the paper.</param>
public sealed class ResMlpBlockAttribute(int channelHidden) : LayerAttribute
{
    /// <summary>Hidden width of the channel-mixing MLP.</summary>
    public int ChannelHidden { get; } = channelHidden;

    /// <summary>What s1 and s2 start with; finite. 1e-4 by default; the paper and timm have 1e-5 with 24 blocks and 1e-6 with more.</summary>
    public double LayerScale { get; set; } = 1e-4;

    /// <summary>The activation phi; exact GELU by default.</summary>
    public ActivationKind Activation { get; set; } = ActivationKind.Gelu;

    /// <summary>Whether the linear maps have biases; on by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// Rate of dropout after the activation and after the second map of the MLP, as in timm, at least 0 and below 1; 0 by default. See <see cref="DropoutAttribute"/>.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>
    /// Probability with which training leaves out a branch, each by itself, for a whole sample, at least 0 and below 1; else it is scaled by one over the other probability (Huang
    /// et al. 2016, arXiv 1603.09382). 0 by default. Inference is not touched. See <see cref="DropoutAttribute"/> for the masks.
    /// </summary>
    public double StochasticDepth { get; set; }
}
