namespace SparseGen.Onnx;

/// <summary>An axis of a walk through the numbers of a tensor.</summary>
/// <param name="Extent">Steps along it.</param>
/// <param name="Stride">Numbers from step to step.</param>
internal readonly record struct Axis(int Extent, int Stride)
{
    /// <summary>The axes in the order in which they lie in memory, the slowest first. Those of one step go wherever they stand least in the way: where they are, in front.</summary>
    /// <param name="axes">The axes.</param>
    /// <param name="size">Numbers of the tensor, each of which the walk has to meet once.</param>
    /// <exception cref="InvalidOperationException">It meets some twice, or never: no layer does that.</exception>
    public static int[] Order(IReadOnlyList<Axis> axes, long size)
    {
        int[] order = [.. Enumerable.Range(0, axes.Count).OrderByDescending(axis => axes[axis].Extent == 1 ? long.MaxValue : axes[axis].Stride)];
        long expected = 1;
        foreach (Axis axis in Enumerable.Reverse(order).Select(place => axes[place]).Where(static axis => axis.Extent > 1))
        {
            expected = axis.Stride == expected ? expected * axis.Extent : -1;
        }

        return expected == size ? order : throw new InvalidOperationException($"A walk by {string.Join(", ", axes)} does not meet each of {size} numbers once.");
    }
}
