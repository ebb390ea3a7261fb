namespace SparseGen;

/// <summary>What one update of an optimiser works on: all parameters, or one part of them with settings of its own.</summary>
internal readonly ref struct OptimizerUpdate
{
    private readonly ParameterVector _parameters;
    private readonly ParameterVector _gradients;
    private readonly ParameterPart? _part;

    /// <param name="parameters">The learned numbers.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="first">First state, or null.</param>
    /// <param name="second">Second state, or null.</param>
    /// <param name="part">The part; null for all.</param>
    /// <param name="learningRate">The optimiser's own learning rate.</param>
    /// <param name="steps">Steps of the optimiser, this one included.</param>
    public OptimizerUpdate(
        ParameterVector parameters,
        ParameterVector gradients,
        ParameterVector? first,
        ParameterVector? second,
        ParameterPart? part,
        float learningRate,
        long steps)
    {
        _parameters = parameters;
        _gradients = gradients;
        _part = part;
        First = first;
        Second = second;
        LearningRate = part is null ? learningRate : part.LearningRateFactor * learningRate;
        Steps = part is null ? steps : Math.Max(1, steps - part.MissedSteps);
    }

    /// <summary>First state, or null for an optimiser without one.</summary>
    public ParameterVector? First { get; }

    /// <summary>Second state, or null for an optimiser without one.</summary>
    public ParameterVector? Second { get; }

    /// <summary>The learning rate here.</summary>
    public float LearningRate { get; }

    /// <summary>Steps that these parameters have been moved for, this one included.</summary>
    public long Steps { get; }

    /// <summary>The weight decay here.</summary>
    /// <param name="own">The optimiser's own.</param>
    public float WeightDecay(float own) => _part is null ? own : _part.WeightDecay(own);

    /// <summary>Applies a rule to the parameters.</summary>
    public void Apply<TRule>(in TRule rule)
        where TRule : unmanaged, IUpdateRule
    {
        if (_part is null)
        {
            _parameters.Update(rule, _gradients, First, Second);
        }
        else
        {
            _parameters.Update(rule, _gradients, First, Second, _part);
        }
    }
}
