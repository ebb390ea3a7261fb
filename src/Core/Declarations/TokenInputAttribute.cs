namespace SparseGen;

/// <summary>The input is a sequence of tokens. One sample is row-major [tokens, channels].</summary>
/// <param name="tokens">Tokens of a sample, S.</param>
/// <param name="channels">Channels of a token, C.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TokenInputAttribute(int tokens, int channels) : Attribute
{
    /// <summary>Tokens of a sample, S.</summary>
    public int Tokens { get; } = tokens;

    /// <summary>Channels of a token, C.</summary>
    public int Channels { get; } = channels;
}
