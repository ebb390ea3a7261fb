namespace SparseGen;

/// <summary>Stands between the gradient of a step and the optimiser: what is not finite does not get past it.</summary>
internal sealed class NonFiniteGuard(TrainingContext context, IOptimizer optimizer, IReadOnlyList<ITrainingHook> hooks) : IStateful
{
    private GoodState? _good;
    private bool _hasGood;
    private long _stepOfGood;
    private int _rollBacks;

    /// <summary>What is done with a step that is not finite.</summary>
    public OnNonFinite Response { get; set; }

    /// <summary>Steps from one good state that is kept to the next.</summary>
    public int RollBackInterval { get; set; } = 100;

    /// <summary>How often training may go back to one good state.</summary>
    public int MaxRollBacks { get; set; } = 3;

    /// <summary>Steps that were left out.</summary>
    public long Skipped { get; private set; }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state) => state.Integer("skipped", () => Skipped, value => Skipped = value);

    /// <summary>
    /// Whether the optimiser may have the gradient. One pass over it: its largest absolute value is finite only where all of it is, and says besides whether the
    /// optimiser's state can take it.
    /// </summary>
    public bool IsGoodGradient() => IsGoodGradient(context.Gradients.InfinityNorm());

    /// <summary>The same where the largest number of the gradient is known.</summary>
    public bool IsGoodGradient(float largest) => largest <= optimizer.LargestGradient;

    /// <summary>To be called before the optimiser takes a good step: the parameters have just proved themselves.</summary>
    public void KeepGoodState()
    {
        if (Response != OnNonFinite.RollBack || (_hasGood && context.Step - _stepOfGood < RollBackInterval))
        {
            return;
        }

        _good ??= new GoodState(context, optimizer, hooks);
        _good.Keep();
        _hasGood = true;
        _stepOfGood = context.Step;
        _rollBacks = 0;
    }

    /// <summary>Leaves a step out, as it was asked to.</summary>
    /// <returns>Null where training goes on; otherwise why it cannot, and what may help.</returns>
    public string? LeaveOut()
    {
        const string Help = "Try a lower learning rate, or GradientClipping.";
        switch (Response)
        {
            case OnNonFinite.Skip when float.IsFinite(context.Parameters.InfinityNorm()):
                break;
            case OnNonFinite.Skip:
                return "The parameters are not finite themselves, so that no other batch would help.";
            case OnNonFinite.RollBack when !_hasGood:
                return $"There is no good state yet to go back to. {Help}";
            case OnNonFinite.RollBack when _rollBacks >= MaxRollBacks:
                return $"Training went back to the state of step {_stepOfGood} {_rollBacks} times and did not get past it. {Help}";
            case OnNonFinite.RollBack:
                _good!.Restore();
                _rollBacks++;
                break;
            default:
                return $"Parameters and optimiser are as they were before it. {Help}";
        }

        Skipped++;
        return null;
    }
}
