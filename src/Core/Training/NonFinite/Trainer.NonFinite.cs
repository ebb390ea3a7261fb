using System.Collections.Immutable;

namespace SparseGen;

/// <content>What becomes of steps that are not finite, and where they went wrong.</content>
public sealed partial class Trainer<TModel>
{
    private readonly NonFiniteGuard _guard;

    /// <summary>
    /// What a step does whose loss or gradient is not finite; <c>Stop</c> by default. <see cref="TrainingOptions.OnNonFinite"/> is the
    /// setting of one run.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration's.</exception>
    public OnNonFinite OnNonFinite
    {
        get => _guard.Response;
        set => _guard.Response = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(
            nameof(value), value, $"OnNonFinite is {value}; it must be Stop, Skip or RollBack.");
    }

    /// <summary>Steps from one good state that is kept in memory for <see cref="OnNonFinite.RollBack"/> to the next; 100 by default, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int RollBackInterval
    {
        get => _guard.RollBackInterval;
        set => _guard.RollBackInterval = AtLeastOne(value, nameof(RollBackInterval));
    }

    /// <summary>How often in a row <see cref="OnNonFinite.RollBack"/> goes back to one good state before it gives up; 3 by default, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxRollBacks
    {
        get => _guard.MaxRollBacks;
        set => _guard.MaxRollBacks = AtLeastOne(value, nameof(MaxRollBacks));
    }

    /// <summary>Steps that were left out so far, by <see cref="OnNonFinite.Skip"/> or <see cref="OnNonFinite.RollBack"/>.</summary>
    public long SkippedSteps => _guard.Skipped;

    /// <summary>The last step that was left out, and what went wrong in it; null before the first.</summary>
    public NonFiniteReport? LastNonFinite { get; internal set; }

    /// <summary>
    /// Runs a batch at the present parameters, without hooks and without moving anything, and says which numbers are not finite: parameters, batch, the first
    /// layer, the loss, the first gradient. A trainer asks it of each step that it leaves out.
    /// </summary>
    /// <remarks>It costs a step and, on GPUs, a copy of all that the forward pass keeps. The model's gradients and outputs are those of the batch afterwards.</remarks>
    /// <param name="input">[batch, InputSize], with batch at most the model's MaxBatch.</param>
    /// <param name="labels">[batch], each a class.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a label is out of range.</exception>
    /// <exception cref="InvalidOperationException">A step is going on.</exception>
    public Diagnosis Diagnose(ReadOnlySpan<float> input, ReadOnlySpan<int> labels)
    {
        _activity.CheckNoStep(nameof(Diagnose));
        return Diagnose(LabelledBatch(input, labels));
    }

    /// <inheritdoc cref="Diagnose(ReadOnlySpan{float}, ReadOnlySpan{int})" path="/*[not(self::param)]"/>
    /// <param name="input">[batch, InputSize], with batch at most the model's MaxBatch.</param>
    /// <param name="targets">[batch, OutputSize].</param>
    /// <exception cref="ArgumentException">A length does not fit, or the loss does not take the targets.</exception>
    public Diagnosis Diagnose(ReadOnlySpan<float> input, ReadOnlySpan<float> targets)
    {
        _activity.CheckNoStep(nameof(Diagnose));
        return Diagnose(NumberedBatch(input, targets));
    }

    /// <summary>
    /// To be called where a run ends an epoch: the last step may have moved the parameters beyond what is finite, and no further step may be there to say so.
    /// </summary>
    /// <param name="loss">The loss of the last step.</param>
    /// <exception cref="NonFiniteException">The parameters are not finite, and that is the end.</exception>
    internal void CheckParameters(float loss)
    {
        if (float.IsFinite(_context.Parameters.InfinityNorm()))
        {
            return;
        }

        LastNonFinite = new NonFiniteReport
        {
            Step = _context.Step,
            Loss = loss,
            Gradients = [],
            Diagnosis = new Diagnosis
            {
                Loss = loss,
                Parameters = Diagnostician<TModel>.FindInTensors(_context.Parameters, float.MaxValue, isReversed: false),
                Gradients = [],
                Input = null,
                Target = null,
                Activation = null,
                OutputGradient = null,
            },
        };
        if (!LastNonFinite.Diagnosis.Parameters.IsEmpty && _guard.LeaveOut() is { } end)
        {
            throw new NonFiniteException(LastNonFinite, end, this);
        }
    }

    /// <summary>Whether a step is left out; where it is the end, it throws.</summary>
    /// <exception cref="NonFiniteException">The step is not finite, and that is the end.</exception>
    private bool LeavesOut(TrainingBatch batch, ref float loss)
    {
        bool isGood;
        if (_isLossPending)
        {
            _isLossPending = false;
            loss = _labelLoss!.Read(out float largest);
            isGood = _guard.IsGoodGradient(largest);
        }
        else
        {
            isGood = _guard.IsGoodGradient();
        }

        if (float.IsFinite(loss) && isGood)
        {
            _guard.KeepGoodState();
            return false;
        }

        ImmutableArray<NonFiniteNumber> gradients = Diagnostician<TModel>.FindInTensors(_context.Gradients, _optimizer.LargestGradient, isReversed: true);
        if (float.IsFinite(loss) && gradients.IsEmpty)
        {
            // No tensor has such a number, only the room between them.
            return false;
        }

        // Now that the gradient of the step is looked through, its room is free.
        var report = new NonFiniteReport { Step = _context.Step, Loss = loss, Gradients = gradients, Diagnosis = Diagnose(batch) };
        LastNonFinite = report;
        string? end = _guard.LeaveOut();
        return end is null ? true : throw new NonFiniteException(report, end, this);
    }

    private Diagnosis Diagnose(TrainingBatch batch)
    {
        ResolvedGroups groups = ActiveGroups;
        int pieces = Math.Min(AccumulationSteps, batch.Size);
        for (int piece = 0; ; piece++)
        {
            int number = piece;
            TrainingBatch part = Piece(batch, pieces, piece, out int first);
            double share = pieces == 1 ? 1 : ShareOf(part, CountedLoss.Weigh(_loss, batch.Targets, batch.Size));
            GradientFunction gradient = only =>
            {
                _context.Gradients.Clear();
                return ComputePiece(only, groups, number, share, needsOutputGradient: true);
            };
            Diagnosis diagnosis = new Diagnostician<TModel>(_model, gradient).Run(part, _outputGradient, _optimizer.LargestGradient);
            if (!diagnosis.IsFinite || piece == pieces - 1)
            {
                return diagnosis.From(first);
            }
        }
    }

    private static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{name} is {value}; it must be at least 1.");
}
