namespace SparseGen;

/// <summary>
/// One block of gMLP (Liu et al. 2021, Pay attention to MLPs, arXiv 2105.08050) on X [S, C]: Y = X + G(phi(LN(X) W1)) W2 with the spatial gating unit G
/// (<see cref="SpatialGateAttribute"/>), which halves the hidden width. Names of tensors are timm's.
/// </summary>
/// <param name="channelHidden">Hidden width in front of the gate, an even number; 6 C in the paper.</param>
public sealed class GMlpBlockAttribute(int channelHidden) : LayerAttribute
{
    /// <summary>Hidden width in front of the gate.</summary>
    public int ChannelHidden { get; } = channelHidden;

    /// <summary>The activation phi; exact GELU by default.</summary>
    public ActivationKind Activation { get; set; } = ActivationKind.Gelu;

    /// <summary>Added to the variance of LN; 1e-6 by default, as in timm.</summary>
    public float Epsilon { get; set; } = 1e-6f;

    /// <summary>Added to the variance of the gate's own layer norm; 1e-5 by default, PyTorch's, which timm leaves there.</summary>
    public float GateEpsilon { get; set; } = 1e-5f;

    /// <summary>Whether the linear maps have biases; on by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// Rate of dropout after the activation and after the last map, as in timm, at least 0 and below 1; 0 by default. See <see cref="DropoutAttribute"/>.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>
    /// Probability with which training leaves out the branch for a whole sample, at least 0 and below 1; else it is scaled by one over the other probability (Huang et al. 2016,
    /// arXiv 1603.09382). 0 by default. Inference is not touched. See <see cref="DropoutAttribute"/> for the masks.
    /// </summary>
    public double StochasticDepth { get; set; }
}
