namespace SparseGen;

/// <summary>What <see cref="Adam"/> and <see cref="AdamW"/> share: they differ only in where the weight decay goes.</summary>
public abstract class AdamBase : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly float _epsilon;

    private protected AdamBase(float learningRate, float weightDecay, float beta1, float beta2, float epsilon)
        : base(learningRate, stateVectors: 2)
    {
        WeightDecay = NumberArguments.NotNegative(weightDecay, nameof(weightDecay));
        _beta1 = AsWritten(NumberArguments.ShareBelowOne(beta1, nameof(beta1)));
        _beta2 = AsWritten(NumberArguments.ShareBelowOne(beta2, nameof(beta2)));

        // Padding has moments of zero: without an epsilon it would become 0 / 0.
        _epsilon = NumberArguments.Positive(epsilon, nameof(epsilon));
    }

    /// <summary>1.8e19: the square is 3.2e38, and single precision ends at 3.4e38.</summary>
    public override float LargestGradient => 1.8e19f;

    private protected float WeightDecay { get; }

    /// <summary>The factor of the parameters before the step, and the factor of the L2 term in the gradient.</summary>
    private protected abstract (float Shrink, float GradientDecay) Decay(float learningRate, float weightDecay);

    private protected override void DescribeSettings(StateFields state)
    {
        state.Setting("weight decay", WeightDecay);
        state.Setting("beta1", _beta1);
        state.Setting("beta2", _beta2);
        state.Setting("epsilon", _epsilon);
    }

    private protected override void Update(in OptimizerUpdate update)
    {
        (float shrink, float gradientDecay) = Decay(update.LearningRate, update.WeightDecay(WeightDecay));
        double firstCorrection = 1 - Math.Pow(_beta1, update.Steps);
        double secondCorrection = 1 - Math.Pow(_beta2, update.Steps);
        var rule = new AdamRule(
            shrink,
            gradientDecay,
            beta1: (float)_beta1,
            oneMinusBeta1: (float)(1 - _beta1),
            beta2: (float)_beta2,
            oneMinusBeta2: (float)(1 - _beta2),
            stepSize: (float)(update.LearningRate / firstCorrection),
            rootScale: (float)(1 / Math.Sqrt(secondCorrection)),
            _epsilon);
        update.Apply(rule);
    }
}
