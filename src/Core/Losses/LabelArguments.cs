namespace SparseGen;

/// <summary>The check of labels that are used as indices.</summary>
internal static class LabelArguments
{
    /// <summary>Checks all labels.</summary>
    /// <param name="labels">A label for each sample.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="name">Name of the parameter that the labels came as.</param>
    /// <param name="ignored">A label that is no class and right all the same; none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is no class.</exception>
    public static void Check(ReadOnlySpan<int> labels, int classes, string name, int? ignored = null)
    {
        for (int sample = 0; sample < labels.Length; sample++)
        {
            if (labels[sample] != ignored)
            {
                Checked(labels, sample, classes, name);
            }
        }
    }

    /// <summary>The label of a sample.</summary>
    /// <param name="labels">A label for each sample.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="name">Name of the parameter that the labels came as.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no class.</exception>
    public static int Checked(ReadOnlySpan<int> labels, int sample, int classes, string name) =>
        (uint)labels[sample] < (uint)classes
            ? labels[sample]
            : throw new ArgumentOutOfRangeException(
                name,
                labels[sample],
                $"The label of sample {sample} is {labels[sample]}; with {classes} outputs it must be 0 to {classes - 1}.");
}
