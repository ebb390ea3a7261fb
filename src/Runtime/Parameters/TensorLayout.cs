using System.Collections.Immutable;

namespace SparseGen;

/// <summary>Where a learned tensor lies among the parameters, and how it starts.</summary>
/// <param name="Name">Its name, as in timm.</param>
/// <param name="Shape">Its shape, as in PyTorch: (out, in) for weights.</param>
/// <param name="Offset">Where its storage starts, in floats.</param>
/// <param name="Storage">How its elements lie there.</param>
/// <param name="Initializer">Its values before training.</param>
public sealed record TensorLayout(string Name, ImmutableArray<int> Shape, int Offset, TensorStorage Storage, Initializer Initializer)
{
    /// <summary>Elements.</summary>
    public int Count { get; } = CountElements(Shape);

    /// <summary>Floats of storage, padding included.</summary>
    public int StorageLength => (int)Storage.GetLength(Count);

    private static int CountElements(ImmutableArray<int> shape)
    {
        int count = 1;
        foreach (int extent in shape)
        {
            count = checked(count * extent);
        }

        return count;
    }
}
