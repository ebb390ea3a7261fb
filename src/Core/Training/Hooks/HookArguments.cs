namespace SparseGen;

/// <summary>The check that hooks need of the trainer they work for.</summary>
internal static class HookArguments
{
    /// <summary>The trainer's loss, for what is written for cross-entropy: with another loss it would make something else small, and not say so.</summary>
    /// <exception cref="InvalidOperationException">It is another loss.</exception>
    public static SoftmaxCrossEntropy CrossEntropy(ILoss loss, string hook)
    {
        SoftmaxCrossEntropy entropy = loss as SoftmaxCrossEntropy ?? throw new InvalidOperationException(
            $"{hook} needs a trainer with the loss {nameof(SoftmaxCrossEntropy)}, whose terms it adds; the trainer's is {loss.GetType().Name}.");
        return entropy.IsPlain ? entropy : throw new InvalidOperationException(
            $"{hook} needs a {nameof(SoftmaxCrossEntropy)} in which every sample counts the same; the trainer's has "
            + $"{(entropy.ClassWeights.IsEmpty ? nameof(entropy.IgnoredLabel) : nameof(entropy.ClassWeights))}.");
    }
}
