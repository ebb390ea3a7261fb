namespace SparseGen;

/// <summary>
/// Adam (Kingma and Ba 2014, arXiv 1412.6980), step for step as <c>torch.optim.Adam</c>: weight decay is an L2 term in the gradient,
/// which the moments see. See <see cref="AdamW"/> for decay that they do not see.
/// </summary>
public sealed class Adam : AdamBase
{
    /// <summary>An optimiser without state; the first step makes it.</summary>
    /// <param name="learningRate">Step size; not negative.</param>
    /// <param name="weightDecay">Factor of the L2 term that is added to the gradient; not negative.</param>
    /// <param name="beta1">Decay of the first moment; in [0, 1).</param>
    /// <param name="beta2">Decay of the second moment; in [0, 1).</param>
    /// <param name="epsilon">Added to the root of the corrected second moment; greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Adam(float learningRate = 1e-3f, float weightDecay = 0, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f)
        : base(learningRate, weightDecay, beta1, beta2, epsilon)
    {
    }

    private protected override (float Shrink, float GradientDecay) Decay(float learningRate, float weightDecay) => (1, weightDecay);
}
