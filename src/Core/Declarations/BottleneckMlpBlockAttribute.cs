namespace SparseGen;

/// <summary>
/// One block of the inverted bottleneck MLP of Scaling MLPs (Bachmann et al. 2023, arXiv 2306.13575) on the last dimension, of size m:
/// y = z + Wc phi(We LN(z)) with We [expansion m, m] and Wc [m, expansion m].
/// </summary>
/// <param name="expansion">How many times wider the hidden layer is; the paper has 4.</param>
public sealed class BottleneckMlpBlockAttribute(int expansion = 4) : LayerAttribute
{
    /// <summary>How many times wider the hidden layer is.</summary>
    public int Expansion { get; } = expansion;

    /// <summary>The activation phi; exact GELU by default.</summary>
    public ActivationKind Activation { get; set; } = ActivationKind.Gelu;

    /// <summary>Added to the variance in the layer norm; 1e-5 by default, as in PyTorch.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether both linear maps have biases; on by default.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// Rate of dropout after the activation and after the second linear map, as in the authors' code, where it is optional, at least 0 and below 1; 0 by default. See
    /// <see cref="DropoutAttribute"/>.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>
    /// Probability with which training leaves out the branch beside the skip for a whole sample, at least 0 and below 1; else it is scaled by one over the other
    /// probability (Huang et al. 2016, arXiv 1603.09382). 0 by default. It is the same for all copies of <see cref="LayerAttribute.Repeat"/>.
    /// Inference is not touched. See <see cref="DropoutAttribute"/> for the masks.
    /// </summary>
    public double StochasticDepth { get; set; }
}
