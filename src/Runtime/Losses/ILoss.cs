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
}
