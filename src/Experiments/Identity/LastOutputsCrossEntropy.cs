namespace SparseGen.Experiments;

/// <summary>Cross-entropy of the last outputs alone: the class part of what a layer says. The others have no gradient.</summary>
/// <param name="classes">How many outputs are classes.</param>
internal sealed class LastOutputsCrossEntropy(int classes) : ILoss
{
    private readonly SoftmaxCrossEntropy _loss = new();
    private float[] _logits = [], _gradients = [];

    /// <inheritdoc/>
    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        int size = output.Length / batchSize;
        if (_logits.Length < batchSize * classes)
        {
            (_logits, _gradients) = (new float[batchSize * classes], new float[batchSize * classes]);
        }

        Span<float> logits = _logits.AsSpan(0, batchSize * classes);
        for (int sample = 0; sample < batchSize; sample++)
        {
            output.Slice(((sample + 1) * size) - classes, classes).CopyTo(logits[(sample * classes)..]);
        }

        if (outputGradient.IsEmpty)
        {
            return _loss.Evaluate(logits, targets, batchSize, []);
        }

        Span<float> gradients = _gradients.AsSpan(0, batchSize * classes);
        float loss = _loss.Evaluate(logits, targets, batchSize, gradients);
        outputGradient.Clear();
        for (int sample = 0; sample < batchSize; sample++)
        {
            gradients.Slice(sample * classes, classes).CopyTo(outputGradient[(((sample + 1) * size) - classes)..]);
        }

        return loss;
    }
}
