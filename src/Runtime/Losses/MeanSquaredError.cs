namespace SparseGen;

/// <summary>The mean of (output - target)^2 over all elements of the batch, as <c>torch.nn.MSELoss</c> has it by default.</summary>
public sealed class MeanSquaredError : ILoss
{
    /// <inheritdoc/>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        LossArguments.OutputSize(output, targets, batchSize, outputGradient);
        if (targets.AreLabels)
        {
            throw new ArgumentException(
                "targets holds labels; MeanSquaredError needs a number for each output (Targets.FromValues).", nameof(targets));
        }

        ReadOnlySpan<float> values = targets.Values;
        float gradientScale = 2f / output.Length;
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            float difference = output[i] - values[i];
            sum += (double)difference * difference;
            if (!outputGradient.IsEmpty)
            {
                outputGradient[i] = gradientScale * difference;
            }
        }

        return (float)(sum / output.Length);
    }
}
