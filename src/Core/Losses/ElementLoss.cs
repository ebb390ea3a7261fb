namespace SparseGen;

/// <summary>The function of a difference that a loss of numbers takes the mean of.</summary>
internal interface IElementLoss
{
    /// <summary>The loss of one output.</summary>
    /// <param name="difference">The output less its target.</param>
    /// <param name="index">Which output of the batch it is.</param>
    double Value(double difference, int index);

    /// <summary>Its derivative; at a kink one of those beside it, or what lies between them.</summary>
    /// <inheritdoc cref="Value"/>
    double Slope(double difference, int index);

    /// <summary>Its second derivative; at a kink one of those beside it.</summary>
    /// <inheritdoc cref="Value"/>
    double Curvature(double difference, int index);
}

/// <summary>The mean over all outputs of the batch of a function of their differences from the targets, with its derivatives.</summary>
internal static class ElementLoss
{
    /// <summary>As <see cref="ILoss.Evaluate"/>.</summary>
    public static float Evaluate<TLoss>(TLoss loss, ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
        where TLoss : struct, IElementLoss
    {
        LossArguments.OutputSize(output, targets, batchSize, outputGradient);
        ReadOnlySpan<float> values = targets.Values;
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double difference = (double)output[i] - values[i];
            sum += loss.Value(difference, i);
            if (!outputGradient.IsEmpty)
            {
                outputGradient[i] = (float)(loss.Slope(difference, i) / output.Length);
            }
        }

        return (float)(sum / output.Length);
    }

    /// <summary>As <see cref="ILoss.EvaluateTangent"/>.</summary>
    public static void EvaluateTangent<TLoss>(
        TLoss loss, ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
        where TLoss : struct, IElementLoss
    {
        LossArguments.OutputSize(output, targets, batchSize, outputTangent, outputGradientTangent);
        ReadOnlySpan<float> values = targets.Values;
        for (int i = 0; i < values.Length; i++)
        {
            outputGradientTangent[i] = (float)(loss.Curvature((double)output[i] - values[i], i) * outputTangent[i] / output.Length);
        }
    }

    /// <summary>Refuses labels.</summary>
    /// <param name="areLabels">Whether the targets are labels.</param>
    /// <param name="loss">Name of the loss.</param>
    /// <param name="name">Name of the parameter that the targets came as.</param>
    /// <exception cref="ArgumentException">They are.</exception>
    public static void RefuseLabels(bool areLabels, string loss, string name)
    {
        if (areLabels)
        {
            throw new ArgumentException($"{name} holds labels; {loss} needs a number for each output.", name);
        }
    }
}
