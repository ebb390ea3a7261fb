namespace SparseGen.Onnx;

/// <summary>An axis of a walk through the numbers of a tensor.</summary>
/// <param name="Extent">Steps along it.</param>
/// <param name="Stride">Numbers from step to step.</param>
internal readonly record struct Axis(int Extent, int Stride)
{
    /// <summary>
    /// The axes as they lie in memory, the slowest first. Those of one step lie anywhere: they stay where they are if the others are in order, else they come first.
    /// </summary>
    /// <param name="axes">The axes.</param>
    /// <param name="size">Numbers of the tensor, each of which the walk has to meet once.</param>
    /// <exception cref="InvalidOperationException">It meets some twice, or never: no layer does that.</exception>
    public static int[] Order(IReadOnlyList<Axis> axes, long size)
    {
        int[] order = [.. Enumerable.Range(0, axes.Count).OrderByDescending(axis => axes[axis].Extent == 1 ? long.MaxValue : axes[axis].Stride)];
        int[] steps = [.. order.Where(axis => axes[axis].Extent > 1)];
        long expected = 1;
        foreach (int step in Enumerable.Reverse(steps))
        {
            expected = axes[step].Stride == expected ? expected * axes[step].Extent : -1;
        }

        bool isInOrder = steps.Zip(steps.Skip(1), static (one, next) => one < next).All(static rises => rises);
        return expected != size ? throw new InvalidOperationException($"A walk by {string.Join(", ", axes)} does not meet each of {size} numbers once.")
            : isInOrder ? [.. Enumerable.Range(0, axes.Count)]
            : order;
    }
}
