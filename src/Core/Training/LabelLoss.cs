using SparseGen.Execution;

namespace SparseGen;

/// <summary>The cross-entropy with labels of a model whose device computes it itself: outputs stay there, and so does the gradient.</summary>
internal sealed class LabelLoss
{
    private readonly ModelEngine _engine;
    private readonly SoftmaxCrossEntropy _loss;

    private LabelLoss(ModelEngine engine, SoftmaxCrossEntropy loss) => (_engine, _loss) = (engine, loss);

    /// <summary>It, or null where the host computes the loss: on the CPU, of other losses, with weights of classes, and of models that were not generated.</summary>
    /// <param name="model">The model.</param>
    /// <param name="loss">Its loss.</param>
    internal static LabelLoss? Of(object model, ILoss loss) =>
        loss is SoftmaxCrossEntropy { IsPlain: true } entropy && model is IActivationSource source && source.Activations.Engine is { HasLabelLoss: true } engine
            ? new LabelLoss(engine, entropy)
            : null;

    /// <summary>Takes the labels of the batch whose forward pass comes next.</summary>
    /// <param name="targets">They.</param>
    /// <param name="batchSize">Samples of the batch.</param>
    /// <exception cref="ArgumentException">There are more or fewer than samples.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is no class.</exception>
    internal void Take(Targets targets, int batchSize)
    {
        LossArguments.CheckLabels(targets, batchSize);
        LabelArguments.Check(targets.Labels, _engine.Info.OutputSize, nameof(targets));
        _engine.TakeLabels(targets.Labels);
    }

    /// <summary>Adds the gradients of the last forward pass.</summary>
    /// <param name="share">What the mean loss is multiplied by.</param>
    internal void Backward(double share) => _engine.BackwardOfLabels(_loss.LabelSmoothing, share);

    /// <summary>The mean loss; waits for the device.</summary>
    internal float Read() => _engine.ReadLabelLoss();

    /// <summary>The mean loss and the largest number of the gradient; waits for the device.</summary>
    internal float Read(out float largestGradient) => _engine.ReadLabelLoss(out largestGradient);
}
