namespace SparseGen;

/// <summary>
/// Lion (Chen et al. 2023, arXiv 2302.06675): u = sign(beta1 m + (1 - beta1) g); p = p (1 - learningRate weightDecay) - learningRate u;
/// m = beta2 m + (1 - beta2) g. Every parameter moves by the learning rate, which is therefore three to ten times smaller than AdamW's, and the weight
/// decay as much larger.
/// </summary>
public sealed class Lion : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly float _weightDecay;

    /// <summary>An optimiser without state; the first step makes it.</summary>
    /// <param name="learningRate">Step size; not negative.</param>
    /// <param name="beta1">Share of the moment in the direction of the step; in [0, 1).</param>
    /// <param name="beta2">Decay of the moment; in [0, 1).</param>
    /// <param name="weightDecay">Decay of the parameters for each unit of learning rate; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public Lion(float learningRate = 1e-4f, float beta1 = 0.9f, float beta2 = 0.99f, float weightDecay = 0)
        : base(learningRate, stateVectors: 1)
    {
        _beta1 = AsWritten(NumberArguments.ShareBelowOne(beta1, nameof(beta1)));
        _beta2 = AsWritten(NumberArguments.ShareBelowOne(beta2, nameof(beta2)));
        _weightDecay = NumberArguments.NotNegative(weightDecay, nameof(weightDecay));
    }

    private protected override void DescribeSettings(StateFields state)
    {
        state.Setting("weight decay", _weightDecay);
        state.Setting("beta1", _beta1);
        state.Setting("beta2", _beta2);
    }

    private protected override void Update(in OptimizerUpdate update)
    {
        var rule = new LionRule(
            update.LearningRate,
            shrink: (float)(1 - ((double)update.LearningRate * update.WeightDecay(_weightDecay))),
            beta1: (float)_beta1,
            oneMinusBeta1: (float)(1 - _beta1),
            beta2: (float)_beta2,
            oneMinusBeta2: (float)(1 - _beta2));
        update.Apply(rule);
    }
}
