namespace SparseGen.Compression;

/// <summary>How a <see cref="MaddnessLinear"/> is trained.</summary>
public sealed record MaddnessOptions
{
    /// <summary>
    /// Codebooks, which are chunks of the columns; more are more exact and cost more. From 1 to 256, and at most as many as there are columns. Powers of two are fastest.
    /// </summary>
    public int Codebooks { get; init; } = 16;

    /// <summary>lambda of the ridge regression; finite and above 0.</summary>
    public double Ridge { get; init; } = 1;
}
