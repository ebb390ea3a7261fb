using System.Collections.Immutable;

namespace SparseGen.Compression;

/// <summary>
/// Prunes weights while a model is trained: those of the least magnitude, ever more by a schedule (Zhu and Gupta 2017, arXiv 1710.01878), or those that given masks do not keep.
/// What is pruned is zero from then on: its gradient is masked, and so is whatever an optimiser with momentum would still add.
/// </summary>
/// <remarks>
/// Masks are drawn behind the steps of the schedule; the other steps cost one pass over the gradients and one over the parameters, and allocate nothing. It runs on every device.
/// </remarks>
public sealed class PruningHook : ITrainingHook, IStateful
{
    private readonly PruningMasks? _fixed;
    private readonly ImmutableArray<string> _tensors;
    private ParameterVector? _kept;
    private ParameterVector? _parameters;

    /// <summary>Prunes by a schedule.</summary>
    /// <param name="schedule">How sparse after so many steps.</param>
    /// <param name="pattern">What is pruned together; each weight for itself by default. Its own sparsity in the end is that of the schedule.</param>
    /// <param name="tensors">Names of the weights; none for all dense ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">The schedule ends at another sparsity than the pattern has.</exception>
    public PruningHook(PruningSchedule schedule, PruningPattern? pattern = null, params ReadOnlySpan<string> tensors)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        Schedule = schedule;
        Pattern = pattern ?? PruningPattern.Weights;
        _tensors = [.. tensors];
        if (Pattern.FinalSparsity is double final && Math.Abs(schedule.FinalSparsity - final) > 1e-9)
        {
            throw new ArgumentOutOfRangeException(
                nameof(schedule), schedule.FinalSparsity, $"The schedule ends at a sparsity of {schedule.FinalSparsity}; expected {final}, that of {Pattern}.");
        }
    }

    /// <summary>Keeps to masks, such as those of a file, from the first step on.</summary>
    /// <param name="masks">The masks.</param>
    public PruningHook(PruningMasks masks)
    {
        ArgumentNullException.ThrowIfNull(masks);
        (_fixed, Pattern, _tensors) = (masks, PruningPattern.Weights, [.. masks.ByName.Keys]);
    }

    /// <summary>How sparse after so many steps; null for fixed masks.</summary>
    public PruningSchedule? Schedule { get; }

    /// <summary>What is pruned together.</summary>
    public PruningPattern Pattern { get; }

    /// <summary>The masks as they are now; null before the first pruning.</summary>
    public PruningMasks? Masks { get; private set; }

    /// <summary>A masked gradient is the gradient of the same loss in the weights that are left.</summary>
    HookEffects ITrainingHook.Effects => HookEffects.None;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The hook has been used with another model.</exception>
    public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        Begin(context);
        float loss = next(batch);
        if (Masks is not null)
        {
            context.Gradients.Update(default(MaskRule), _kept!, null, null);
        }

        return loss;
    }

    /// <inheritdoc/>
    public void AfterStep(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        long done = context.Step + 1;

        // Who comes late, to a trainer beyond the steps of the schedule, prunes at once.
        if (Schedule is { } schedule && (schedule.IsUpdate(done) || (Masks is null && done >= schedule.Start)))
        {
            ParameterVector parameters = context.Parameters;
            Use(PruningMasks.OfMagnitude(parameters, schedule.At(done), Pattern, _tensors.AsSpan()), parameters.Layout);
        }

        if (Masks is not null)
        {
            context.Parameters.Update(default(MaskRule), _kept!, null, null);
        }
    }

    /// <inheritdoc/>
    void IStateful.DescribeState(StateFields state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Setting("final sparsity", Schedule?.FinalSparsity ?? _fixed!.Sparsity);
        state.Setting("initial sparsity", Schedule?.InitialSparsity ?? 0);
        state.Setting("start", Schedule?.Start ?? 0);
        state.Setting("interval", Schedule?.Interval ?? 0);
        state.Setting("updates", Schedule?.Updates ?? 0L);
        state.Setting("pattern", Pattern.ToString());
        state.Setting("tensors", string.Join(',', _tensors));
        state.Vector("kept", () => Masks is null ? null : _kept, kept =>
        {
            (_kept, _parameters) = (kept, kept is null ? null : state.Parameters);
            Masks = kept is null ? null : MasksOf(kept);
        });
    }

    private void Begin(TrainingContext context)
    {
        if (_parameters is not null && !ReferenceEquals(_parameters, context.Parameters))
        {
            throw new InvalidOperationException($"This {nameof(PruningHook)} has pruned another model, or another instance of this one; use one for each.");
        }

        _parameters = context.Parameters;
        if (_kept is null)
        {
            _kept = context.Parameters.CreateLike();
            KeepAll(_kept);
            if (_fixed is not null)
            {
                _fixed.Check(context.Parameters.Layout, "masks");
                Use(_fixed, context.Parameters.Layout);
                context.Parameters.Update(default(MaskRule), _kept, null, null);
            }
        }
    }

    private void Use(PruningMasks masks, ParameterLayout layout)
    {
        foreach ((string name, WeightMask mask) in masks.ByName)
        {
            float[] bits = new float[layout.Find(name).Count];
            for (int i = 0; i < bits.Length; i++)
            {
                bits[i] = mask.Bits[i];
            }

            _kept!.SetTensor(name, bits);
        }

        Masks = masks;
    }

    private PruningMasks MasksOf(ParameterVector kept)
    {
        ImmutableArray<string> names = _tensors.IsEmpty ? PruningMasks.WeightsOf(kept.Layout) : _tensors;
        return new PruningMasks(names.ToDictionary(static name => name, name =>
        {
            TensorLayout tensor = kept.Layout.Find(name);
            float[] bits = new float[tensor.Count];
            kept.GetTensor(name, bits);
            return WeightMask.Of(Array.ConvertAll(bits, static bit => (byte)(bit != 0 ? 1 : 0)), tensor.Shape[0]);
        }));
    }

    // A sparse tensor has no place for a number outside of its mask.
    private static void KeepAll(ParameterVector kept)
    {
        foreach (TensorLayout tensor in kept.Layout.Tensors)
        {
            float[] ones = new float[tensor.Count];
            for (int i = 0; i < ones.Length; i++)
            {
                ones[i] = tensor.Storage.Mask is { } mask && !mask.IsKept(i / mask.Inputs, i % mask.Inputs) ? 0 : 1;
            }

            kept.SetTensor(tensor.Name, ones);
        }
    }
}
