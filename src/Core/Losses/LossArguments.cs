namespace SparseGen;

/// <summary>The checks that every loss needs.</summary>
internal static class LossArguments
{
    /// <summary>Checks the lengths and gives the outputs of one sample.</summary>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static int OutputSize(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        if (batchSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, $"batchSize is {batchSize}; it must be at least 1.");
        }

        if (output.IsEmpty || output.Length % batchSize != 0)
        {
            throw new ArgumentException(
                $"output has {output.Length} numbers; a batch of {batchSize} needs a positive multiple of {batchSize}.", nameof(output));
        }

        if (!outputGradient.IsEmpty && outputGradient.Length != output.Length)
        {
            throw new ArgumentException(
                $"outputGradient has {outputGradient.Length} numbers; it needs {output.Length}, as output has, or none.",
                nameof(outputGradient));
        }

        if (targets.AreLabels)
        {
            CheckLabels(targets, batchSize);
        }

        if (!targets.AreLabels && targets.Values.Length != output.Length)
        {
            throw new ArgumentException(
                $"targets has {targets.Values.Length} numbers; it needs {output.Length}, as output has.", nameof(targets));
        }

        return output.Length / batchSize;
    }

    /// <summary>Checks that there is a label a sample.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static void CheckLabels(Targets targets, int batchSize)
    {
        if (targets.Labels.Length != batchSize)
        {
            throw new ArgumentException(
                $"targets has {targets.Labels.Length} labels; a batch of {batchSize} needs {batchSize}.", nameof(targets));
        }
    }

    /// <summary>The same checks for the tangent of a gradient.</summary>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static int OutputSize(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
    {
        int outputSize = OutputSize(output, targets, batchSize, default);
        if (outputTangent.Length != output.Length)
        {
            throw new ArgumentException(
                $"outputTangent has {outputTangent.Length} numbers; it needs {output.Length}, as output has.", nameof(outputTangent));
        }

        return outputGradientTangent.Length == output.Length ? outputSize : throw new ArgumentException(
            $"outputGradientTangent has {outputGradientTangent.Length} numbers; it needs {output.Length}, as output has.",
            nameof(outputGradientTangent));
    }
}
