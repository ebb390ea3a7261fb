namespace SparseGen;

/// <summary>
/// One block of ConvMLP (Li et al. 2021, arXiv 2109.04454) on an image [channels, height, width], whose pixels are rows of channels: x + MLP(LN(x)), then a depthwise
/// convolution of 3 by 3 pixels of LN(x) without a residual, then x + MLP(LN(x)) again. MLP(z) = phi(z W1) W2. Names of tensors are those of the authors' code.
/// </summary>
/// <param name="channelHidden">Hidden width of the MLPs; 2 or 3 times the channels in the paper.</param>
public sealed class ConvMlpBlockAttribute(int channelHidden) : LayerAttribute
{
    /// <summary>Hidden width of the MLPs.</summary>
    public int ChannelHidden { get; } = channelHidden;

    /// <summary>The activation phi; exact GELU by default.</summary>
    public ActivationKind Activation { get; set; } = ActivationKind.Gelu;

    /// <summary>Whether the linear maps have biases; on by default. The convolution has none.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Added to the variance under the root in the layer norms; 1e-5 by default, PyTorch's.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Rate of dropout after the activation and after the second map of each MLP, at least 0 and below 1; 0 by default. See <see cref="DropoutAttribute"/>.</summary>
    public double Dropout { get; set; }

    /// <summary>
    /// Probability with which training leaves out an MLP, each by itself, for a whole sample, at least 0 and below 1; else it is scaled by one over the other probability (Huang
    /// et al. 2016, arXiv 1603.09382). 0 by default. Inference is not touched.
    /// </summary>
    public double StochasticDepth { get; set; }
}
