namespace SparseGen;

/// <summary>A loss of a model's output: one number for the batch, and its gradient. Evaluated on the host, without allocation.</summary>
public interface ILoss
{
    /// <summary>The mean loss of a batch and its gradient with respect to the output.</summary>
    /// <param name="output">The model's output, [batch, output size].</param>
    /// <param name="targets">A label a sample, or one target for each output, as the loss wants it.</param>
    /// <param name="batchSize">Samples in the batch; at least 1.</param>
    /// <param name="outputGradient">
    /// Takes the gradient, [batch, output size], of the mean (already divided by the batch); empty where only the loss is wanted.
    /// </param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or the targets are of the wrong kind.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside the range of the outputs.</exception>
    float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient);

    /// <summary>
    /// The tangent of the gradient: the Hessian of the mean loss with respect to the output, times <paramref name="outputTangent"/>. Exact
    /// Hessian-vector products need it. A loss that does not implement it throws.
    /// </summary>
    /// <param name="output">The model's output, [batch, output size].</param>
    /// <param name="targets">As <see cref="Evaluate"/> gets them.</param>
    /// <param name="batchSize">Samples in the batch; at least 1.</param>
    /// <param name="outputTangent">How the output changes, [batch, output size].</param>
    /// <param name="outputGradientTangent">Takes how the gradient changes, [batch, output size].</param>
    /// <exception cref="ArgumentException">A length does not fit, or the targets are of the wrong kind.</exception>
    /// <exception cref="NotSupportedException">The loss has no second derivative here.</exception>
    void EvaluateTangent(
        ReadOnlySpan<float> output, Targets targets, int batchSize, ReadOnlySpan<float> outputTangent, Span<float> outputGradientTangent) =>
        throw new NotSupportedException(
            $"{GetType().Name} does not implement {nameof(EvaluateTangent)}, its second derivative; exact Hessian-vector products need it.");
}
