namespace SparseGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2017, arXiv 1711.05101), step for step as <c>torch.optim.AdamW</c>:
/// p = p (1 - learningRate weightDecay) comes before Adam's step, and the moments see the bare gradient.
/// </summary>
public sealed class AdamW : AdamBase
{
    /// <summary>An optimiser without state; the first step makes it.</summary>
    /// <param name="learningRate">Step size; not negative.</param>
    /// <param name="weightDecay">Decay of the parameters for each unit of learning rate; not negative.</param>
    /// <param name="beta1">Decay of the first moment; in [0, 1).</param>
    /// <param name="beta2">Decay of the second moment; in [0, 1).</param>
    /// <param name="epsilon">Added to the root of the corrected second moment; greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public AdamW(float learningRate = 1e-3f, float weightDecay = 1e-2f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f)
        : base(learningRate, weightDecay, beta1, beta2, epsilon)
    {
    }

    private protected override (float Shrink, float GradientDecay) Decay(float learningRate, float weightDecay) =>
        ((float)(1 - ((double)learningRate * weightDecay)), 0);
}
