namespace SparseGen;

/// <summary>
/// Stochastic gradient descent, step for step as <c>torch.optim.SGD</c> with dampening 0: d = g + weightDecay p; m = momentum m + d;
/// p = p - learningRate (nesterov ? d + momentum m : m). The momentum buffer starts at zero, so it is the gradient after the first step.
/// </summary>
public sealed class Sgd : Optimizer
{
    private readonly float _momentum;
    private readonly bool _nesterov;
    private readonly float _weightDecay;

    /// <summary>An optimiser without state; the first step makes it.</summary>
    /// <param name="learningRate">Step size; not negative.</param>
    /// <param name="momentum">Share of the last direction that stays; in [0, 1).</param>
    /// <param name="nesterov">Whether to look one step ahead along the momentum; needs momentum.</param>
    /// <param name="weightDecay">Factor of the L2 term that is added to the gradient; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException"><paramref name="nesterov"/> without <paramref name="momentum"/>.</exception>
    public Sgd(float learningRate = 1e-2f, float momentum = 0, bool nesterov = false, float weightDecay = 0)
        : base(learningRate, stateVectors: momentum == 0 ? 0 : 1)
    {
        _momentum = NumberArguments.ShareBelowOne(momentum, nameof(momentum));
        _weightDecay = NumberArguments.NotNegative(weightDecay, nameof(weightDecay));
        if (nesterov && momentum == 0)
        {
            throw new ArgumentException("nesterov is true but momentum is 0; it must be greater than 0.", nameof(nesterov));
        }

        _nesterov = nesterov;
    }

    private protected override void DescribeSettings(StateFields state)
    {
        state.Setting("momentum", _momentum);
        state.Setting("nesterov", _nesterov);
        state.Setting("weight decay", _weightDecay);
    }

    private protected override void Update(in OptimizerUpdate update)
    {
        float weightDecay = update.WeightDecay(_weightDecay);
        if (update.First is null)
        {
            update.Apply(new SgdRule(update.LearningRate, weightDecay));
            return;
        }

        // Both kinds of momentum are a weighted sum of d and m, so one rule without a branch serves both.
        float gradientWeight = _nesterov ? 1 : 0;
        float momentumWeight = _nesterov ? _momentum : 1;
        var rule = new MomentumRule(update.LearningRate, weightDecay, _momentum, gradientWeight, momentumWeight);
        update.Apply(rule);
    }
}
