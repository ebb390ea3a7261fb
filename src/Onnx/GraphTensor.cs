namespace SparseGen.Onnx;

/// <summary>A tensor of the graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Its dimensions, without that of the batch.</param>
/// <param name="IsSample">Whether it has that dimension in front: it is computed for each sample, and not the same for all.</param>
internal sealed record GraphTensor(string Name, IReadOnlyList<int> Dimensions, bool IsSample)
{
    /// <summary>Numbers of a sample, or of the tensor.</summary>
    public long Size { get; } = Dimensions.Aggregate(1L, static (size, extent) => size * extent);

    /// <summary>The same numbers as an image [channels, height, width], where they were computed as one; null where not.</summary>
    public GraphTensor? Image { get; init; }

    /// <summary>The same with other dimensions.</summary>
    public bool Has(IReadOnlyList<int> dimensions) => Dimensions.SequenceEqual(dimensions);
}
