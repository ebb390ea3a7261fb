namespace SparseGen;

/// <summary>
/// A Kronecker layer, Y = W X V + b on X [S, C] with W [tokens, S] and V [C, channels]: r(WXV) = (W kron V^T) r(X) in row-major order, the
/// linear S-Mixer of Hayase and Karakida (2024, arXiv 2306.01470). V is learned as V^T [channels, C], as PyTorch keeps weights.
/// </summary>
/// <param name="tokens">Tokens afterwards.</param>
/// <param name="channels">Channels afterwards.</param>
public sealed class KroneckerAttribute(int tokens, int channels) : LayerAttribute
{
    /// <summary>Tokens afterwards.</summary>
    public int Tokens { get; } = tokens;

    /// <summary>Channels afterwards.</summary>
    public int Channels { get; } = channels;

    /// <summary>Whether a bias is added, one number a channel; on by default.</summary>
    public bool Bias { get; set; } = true;
}
