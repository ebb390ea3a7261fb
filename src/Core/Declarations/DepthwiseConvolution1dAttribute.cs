namespace SparseGen;

/// <summary>
/// A convolution along the tokens of each channel for itself (So et al. 2021, arXiv 2109.08668, have it behind projections): [tokens, channels] stays [tokens, channels]. Names and
/// shapes are those of PyTorch's Conv1d with as many groups as channels.
/// </summary>
/// <param name="kernel">Tokens that it sees.</param>
/// <param name="causal">Whether a token sees those before it alone, and itself; else as many before as behind it, of an even kernel one more behind.</param>
public sealed class DepthwiseConvolution1dAttribute(int kernel, bool causal = false) : LayerAttribute
{
    /// <summary>Tokens that it sees.</summary>
    public int Kernel { get; } = kernel;

    /// <summary>Whether a token sees those before it alone, and itself.</summary>
    public bool Causal { get; } = causal;

    /// <summary>Whether a bias is added to each channel; on by default.</summary>
    public bool Bias { get; set; } = true;
}
