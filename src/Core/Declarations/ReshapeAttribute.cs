namespace SparseGen;

/// <summary>
/// The numbers of a sample as [tokens, channels], in the order in which they lie, as PyTorch's <c>reshape</c> has it: of a vector, an image or other tokens. Nothing is moved or
/// computed. There must be tokens * channels of them.
/// </summary>
/// <param name="tokens">Tokens afterwards.</param>
/// <param name="channels">Channels afterwards.</param>
public sealed class ReshapeAttribute(int tokens, int channels) : LayerAttribute
{
    /// <summary>Tokens afterwards.</summary>
    public int Tokens { get; } = tokens;

    /// <summary>Channels afterwards.</summary>
    public int Channels { get; } = channels;
}
