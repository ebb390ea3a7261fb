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
    /// <summary>How a weight that serves several blocks stands in the matrix of its layer; null where tensor and matrix are the same.</summary>
    public RepeatedBlock? Repeated { get; init; }

    /// <summary>
    /// Whether nobody learns it: running statistics of batch norms, which training moves and inference reads. Optimisers and averages leave it alone, and its gradient is zero.
    /// </summary>
    public bool IsState { get; init; }

    /// <summary>Elements.</summary>
    public int Count { get; } = CountElements(Shape);

    /// <summary>Elements that are learned: all of them, those that a sparse tensor keeps, or none of a state.</summary>
    public int LearnedCount => IsState ? 0 : Storage.LearnedCount(Count);

    /// <summary>Floats of storage, padding included.</summary>
    public int StorageLength => (int)Storage.GetLength(Count);

    /// <summary>Whether workers may share the sum of its gradient: that of a large dense weight.</summary>
    internal bool SharesGradient => Storage.IsPanels && StorageLength >= Kernels.KernelSizes.SharedGradient;

    /// <summary>Describes the first number that a sparse tensor has no place for, or null when all fit.</summary>
    /// <param name="values">The tensor in the order of PyTorch.</param>
    internal string? FindMisplaced(ReadOnlySpan<float> values)
    {
        int outside = Storage.Mask?.FindOutside(values) ?? -1;
        if (outside < 0)
        {
            return null;
        }

        (int output, int input) = Math.DivRem(outside, Storage.Mask!.Inputs);
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Name}[{output}, {input}] is {values[outside]}; expected 0, because the mask does not keep this weight");
    }

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
