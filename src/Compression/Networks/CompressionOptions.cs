namespace SparseGen.Compression;

/// <summary>How <see cref="CompressedModel.Create"/> compresses.</summary>
public sealed record CompressionOptions
{
    /// <summary>What takes the place of linear maps.</summary>
    public CompressionMethod Method { get; init; } = CompressionMethod.Int8;

    /// <summary>
    /// Which maps. All by default: errors of integers hardly add up. Those of tables do, so that for <see cref="CompressionMethod.Maddness"/> the last map alone is the choice of
    /// the paper, whose experiment is the classifier of a network.
    /// </summary>
    public CompressedLayers Layers { get; init; } = CompressedLayers.All;

    /// <summary>Codebooks and regression. A map with fewer inputs than codebooks gets one for each input.</summary>
    public MaddnessOptions Maddness { get; init; } = new();

    /// <summary>Rows that a map is made with at most, of those of all samples, evenly spread; at least 16.</summary>
    public int MostRows { get; init; } = 16_384;

    internal void Check()
    {
        if (!Enum.IsDefined(Method))
        {
            throw new ArgumentOutOfRangeException(
                "options", Method, $"{nameof(Method)} is {Method}; expected {nameof(CompressionMethod.Int8)} or {nameof(CompressionMethod.Maddness)}.");
        }

        if (!Enum.IsDefined(Layers))
        {
            throw new ArgumentOutOfRangeException("options", Layers, $"{nameof(Layers)} is {Layers}; expected {nameof(CompressedLayers.All)} or {nameof(CompressedLayers.Last)}.");
        }

        if (MostRows < MaddnessLinear.LeastRows)
        {
            throw new ArgumentOutOfRangeException("options", MostRows, $"{nameof(MostRows)} is {MostRows}; expected at least {MaddnessLinear.LeastRows}.");
        }
    }
}
