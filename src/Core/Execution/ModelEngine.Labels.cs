namespace SparseGen.Execution;

/// <content>The cross-entropy with labels, where the device computes it: outputs and their gradient stay there (decision 51).</content>
public abstract partial class ModelEngine
{
    /// <summary>Whether the device computes the cross-entropy with labels itself: <see cref="BackwardOfLabels"/>.</summary>
    internal virtual bool HasLabelLoss => false;

    /// <summary>The loss of the last <see cref="BackwardOfLabels"/>; the first to wait for the device.</summary>
    internal float ReadLabelLoss() => (float)ReadLabelLoss(_batch);

    /// <summary>The same, and the largest number of the gradient, which comes with it in one copy.</summary>
    internal float ReadLabelLoss(out float largestGradient) => (float)ReadLabelLoss(_batch, out largestGradient);

    /// <summary>Takes the labels of a batch, before its forward pass: a copy behind it would wait for it.</summary>
    /// <param name="labels">[batch], each a class; at most <see cref="MaxBatch"/>.</param>
    internal void TakeLabels(ReadOnlySpan<int> labels)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (labels.Length > MaxBatch)
        {
            throw new ArgumentException(
                $"{nameof(labels)} has {labels.Length} entries; expected at most {MaxBatch}, the largest batch that this model was made for.", nameof(labels));
        }

        using VectorLease moving = VectorLease.Begin(Access, null, nameof(ForwardTraining));
        WriteLabels(labels);
    }

    /// <summary><see cref="Backward"/> with the gradient of the mean cross-entropy of softmax with the labels, which stays on the device.</summary>
    /// <param name="labelSmoothing">As <see cref="SoftmaxCrossEntropy"/> has it.</param>
    /// <param name="share">What the gradient is multiplied by besides 1 / batch.</param>
    internal void BackwardOfLabels(float labelSmoothing, double share)
    {
        CheckForwardTrainingDone(nameof(Backward));
        using VectorLease moving = VectorLease.Begin(Access, null, nameof(Backward));
        WriteLabelGradient(_batch, labelSmoothing, (float)(share / _batch));
        FinishBackward();
    }

    /// <summary>Takes labels, where there is <see cref="HasLabelLoss"/>; they fit.</summary>
    private protected virtual void WriteLabels(ReadOnlySpan<int> labels) => throw new NotSupportedException();

    /// <summary>Computes the gradient of the output for the backward pass.</summary>
    private protected virtual void WriteLabelGradient(int batch, float labelSmoothing, float scale) => throw new NotSupportedException();

    /// <summary>The mean loss of what <see cref="WriteLabelGradient"/> has computed.</summary>
    private protected virtual double ReadLabelLoss(int batch) => throw new NotSupportedException();

    /// <summary>That loss and the largest absolute value of <see cref="Gradients"/>.</summary>
    private protected virtual double ReadLabelLoss(int batch, out float largestGradient) => throw new NotSupportedException();
}
