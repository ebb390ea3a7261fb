namespace SparseGen.Experiments;

/// <summary>
/// A loss times a factor. The theory of diagonal linear networks is written for |X beta - y|^2 / (4 N), which is a quarter of the mean squared error; gamma, epsilon
/// and learning rates of the literature belong to that scale.
/// </summary>
/// <param name="loss">The loss.</param>
/// <param name="factor">The factor.</param>
internal sealed class ScaledLoss(ILoss loss, float factor) : ILoss
{
    /// <inheritdoc/>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        float value = loss.Evaluate(output, targets, batchSize, outputGradient);
        foreach (ref float gradient in outputGradient)
        {
            gradient *= factor;
        }

        return factor * value;
    }

    /// <inheritdoc/>
    public void EvaluateTangent(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent)
    {
        loss.EvaluateTangent(output, targets, batchSize, outputTangent, outputGradientTangent);
        foreach (ref float tangent in outputGradientTangent)
        {
            tangent *= factor;
        }
    }
}
