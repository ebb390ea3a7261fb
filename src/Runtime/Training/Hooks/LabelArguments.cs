namespace SparseGen;

/// <summary>The check that hooks need which use labels as indices.</summary>
internal static class LabelArguments
{
    /// <summary>The label of a sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no class.</exception>
    public static int Checked(ReadOnlySpan<int> labels, int sample, int classes) =>
        (uint)labels[sample] < (uint)classes
            ? labels[sample]
            : throw new ArgumentOutOfRangeException(
                nameof(labels),
                labels[sample],
                $"The label of sample {sample} is {labels[sample]}; with {classes} outputs it must be 0 to {classes - 1}.");
}
