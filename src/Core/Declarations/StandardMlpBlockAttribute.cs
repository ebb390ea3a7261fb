namespace SparseGen;

/// <summary>
/// One block of the standard MLP of Scaling MLPs (Bachmann et al. 2023, arXiv 2306.13575) on the last dimension, with no skip:
/// y = W phi(LN(x)) + b, the form of the authors' code, or phi(W LN(x) + b), the form of the paper, with <see cref="ActivationLast"/>.
/// </summary>
/// <param name="width">Size of the last dimension afterwards, m.</param>
public sealed class StandardMlpBlockAttribute(int width) : LayerAttribute
{
    /// <summary>Size of the last dimension afterwards, m.</summary>
    public int Width { get; } = width;

    /// <summary>The activation phi; exact GELU by default, as in the authors' code. The paper has ReLU.</summary>
    public ActivationKind Activation { get; set; } = ActivationKind.Gelu;

    /// <summary>Whether the activation follows the linear map instead of the layer norm; off by default.</summary>
    public bool ActivationLast { get; set; }

    /// <summary>Added to the variance in the layer norm; 1e-5 by default, as in PyTorch.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether the linear map has a bias; on by default.</summary>
    public bool Bias { get; set; } = true;
}
