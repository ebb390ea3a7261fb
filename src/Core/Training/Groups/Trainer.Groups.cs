namespace SparseGen;

/// <content>Settings by tensor.</content>
public sealed partial class Trainer<TModel>
{
    // What holds in the running step, whatever a hook adds meanwhile.
    private ResolvedGroups? _stepGroups;

    /// <summary>
    /// Learning rates, weight decay and freezing by tensor; empty by default. A step throws <see cref="NotSupportedException"/> where the optimiser does not honour
    /// them (<see cref="IOptimizer.HonoursGroups"/>).
    /// </summary>
    public ParameterGroups Groups { get; }

    private ResolvedGroups ActiveGroups => _stepGroups ?? Groups.Resolve();

    private void BeginGroups()
    {
        if (_optimizer is Optimizer { StepCount: 0 })
        {
            Groups.ForgetMissed();
        }

        ResolvedGroups groups = Groups.Resolve();
        if (!groups.IsTrivial && !_optimizer.HonoursGroups)
        {
            throw new NotSupportedException(
                $"{nameof(Groups)} has {Groups.Count} groups, and the optimiser, a {_optimizer.GetType().Name}, does not honour them; implement "
                + $"{nameof(IOptimizer)}.{nameof(IOptimizer.HonoursGroups)} and the step by parts, or call {nameof(Groups)}.{nameof(Groups.Clear)}().");
        }

        _stepGroups = groups;
    }

    private void MoveParameters()
    {
        ResolvedGroups groups = ActiveGroups;
        if (groups.IsTrivial)
        {
            _optimizer.Step(_context.Parameters, _context.Gradients);
        }
        else
        {
            _optimizer.Step(_context.Parameters, _context.Gradients, groups.Parts);
        }

        Groups.CountStep(groups);
    }

    /// <summary>The backward pass, as far as something is trained; gradients of frozen tensors are left as they are.</summary>
    private void Backward(ReadOnlySpan<float> outputGradient, ResolvedGroups groups)
    {
        _context.Gradients.FirstWanted = groups.HasFrozen ? groups.FirstTrained : 0;
        try
        {
            _model.Backward(outputGradient);
        }
        finally
        {
            _context.Gradients.FirstWanted = 0;
        }
    }

    /// <summary>The same with a loss that the device computes.</summary>
    private void BackwardOfLabels(double share, ResolvedGroups groups)
    {
        _context.Gradients.FirstWanted = groups.HasFrozen ? groups.FirstTrained : 0;
        try
        {
            _labelLoss!.Backward(share);
        }
        finally
        {
            _context.Gradients.FirstWanted = 0;
        }
    }
}
