namespace SparseGen;

/// <summary>The mean of (output - target)^2 over all elements of the batch, as <c>torch.nn.MSELoss</c> has it by default.</summary>
public sealed class MeanSquaredError : ILoss, ITargetCheck
{
    /// <inheritdoc/>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        LossArguments.OutputSize(output, targets, batchSize, outputGradient);
        CheckValues(targets.AreLabels, nameof(targets));
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

    /// <inheritdoc/>
    public void EvaluateTangent(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
    {
        LossArguments.OutputSize(output, targets, batchSize, outputTangent, outputGradientTangent);
        CheckValues(targets.AreLabels, nameof(targets));
        float scale = 2f / output.Length;
        for (int i = 0; i < outputTangent.Length; i++)
        {
            outputGradientTangent[i] = scale * outputTangent[i];
        }
    }

    /// <inheritdoc/>
    void ITargetCheck.CheckTargets(Dataset data, int outputs, string name) => CheckValues(data.HasLabels, name);

    private static void CheckValues(bool areLabels, string name)
    {
        if (areLabels)
        {
            throw new ArgumentException($"{name} holds labels; MeanSquaredError needs a number for each output.", name);
        }
    }
}
