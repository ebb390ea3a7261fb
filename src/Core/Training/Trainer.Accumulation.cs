namespace SparseGen;

/// <content>Batches that are computed in pieces.</content>
public sealed partial class Trainer<TModel>
{
    // The step counts in the lower bits: a batch in one piece has the masks that it always had.
    private const int PieceBit = 40;

    private int _pieces = 1;

    /// <summary>
    /// Into how many pieces the model gets a batch, one after another, as even as can be; 1 by default. So a step may have this many times the model's MaxBatch
    /// samples, and an eighth of the memory with 8.
    /// </summary>
    /// <remarks>
    /// The pieces are a matter of the model alone: loss and gradient are the means over all samples of the step, each sample with the same weight however they are
    /// cut, and hooks stand around the whole. So clipping sees the gradient of the whole batch, MixUp mixes across it, and sharpness-aware minimisation looks ahead
    /// once. A step, a schedule's too, is a step of the optimiser. Every piece has masks of dropout of its own. Exact Hessian-vector products need a batch in one piece.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1, or that many batches are more than 2^31 - 1 numbers.</exception>
    /// <exception cref="InvalidOperationException">A step or a run is going on.</exception>
    public int AccumulationSteps
    {
        get;
        set
        {
            _activity.CheckNoStep(nameof(AccumulationSteps));
            int largest = int.MaxValue / Math.Max(TModel.Info.InputSize, TModel.Info.OutputSize) / _model.MaxBatch;
            if (value < 1 || value > largest)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, $"{nameof(AccumulationSteps)} is {value}; with a MaxBatch of {_model.MaxBatch} it must be 1 to {largest}.");
            }

            field = value;
            _context.MaxBatch = checked(_model.MaxBatch * value);
        }
    } = 1;

    /// <summary>Where the batches of a run are gathered.</summary>
    internal BatchBuffer Buffer
    {
        get
        {
            if (field is null || field.Capacity < _context.MaxBatch)
            {
                field = new BatchBuffer(_context.MaxBatch, TModel.Info.InputSize, TModel.Info.OutputSize);
            }

            return field;
        }
    }

    /// <summary>
    /// What stands for the loss of a step while the device still computes: no hook asks for it, so it is read when the gradient is looked at.
    /// </summary>
    private bool _isLossPending;

    private float GradientOfStep(TrainingBatch batch)
    {
        _isLossPending = false;
        if (_hooks.Count > 0 || _labelLoss is null || !batch.Targets.AreLabels || AccumulationSteps > 1)
        {
            return _hooks.Chain(batch);
        }

        _pieces = 1;
        ResolvedGroups groups = ActiveGroups;
        StartPiece(batch, groups, piece: 0, share: 1);
        FinishGradient(batch, groups);
        _isLossPending = true;
        return 0;
    }

    /// <summary>However often hooks ask within one step, the masks of dropout are the same: gradients at two points can be compared.</summary>
    private float ComputeGradient(TrainingBatch batch)
    {
        ResolvedGroups groups = ActiveGroups;
        _pieces = Math.Min(AccumulationSteps, batch.Size);
        float loss = _pieces == 1 ? ComputePiece(batch, groups, piece: 0, share: 1) : ComputePieces(batch, groups);
        FinishGradient(batch, groups);
        return loss;
    }

    private void FinishGradient(TrainingBatch batch, ResolvedGroups groups)
    {
        if (groups.HasFrozen)
        {
            groups.ClearFrozen(_context.Gradients);
        }

        if (_pieces == 1)
        {
            _hessian?.Remember(batch.Targets, batch.Size);
        }
    }

    private float ComputePieces(TrainingBatch batch, ResolvedGroups groups)
    {
        // A loss that leaves samples out, or weighs them, is a mean over what it counts, and so is a piece's share.
        double whole = CountedLoss.Weigh(_loss, batch.Targets, batch.Size);
        double loss = 0;
        for (int piece = 0; piece < _pieces; piece++)
        {
            TrainingBatch part = Piece(batch, _pieces, piece, out _);
            double share = ShareOf(part, whole);
            loss += ComputePiece(part, groups, piece, share) * share;
        }

        return (float)loss;
    }

    private double ShareOf(TrainingBatch part, double whole) => whole > 0 ? CountedLoss.Weigh(_loss, part.Targets, part.Size) / whole : 0;

    private static TrainingBatch Piece(TrainingBatch batch, int pieces, int piece, out int first)
    {
        first = Execution.Partition.Start(batch.Size, pieces, piece);
        int size = Execution.Partition.Start(batch.Size, pieces, piece + 1) - first;
        return batch.Slice(first, size, TModel.Info);
    }

    /// <summary>Loss and gradient of a piece, whose loss and its gradient the device computes, and waits for nobody.</summary>
    private void StartPiece(TrainingBatch batch, ResolvedGroups groups, int piece, double share)
    {
        _labelLoss!.Take(batch.Targets, batch.Size);
        _model.NoiseStep = (ulong)_context.Step | ((ulong)piece << PieceBit);
        _model.ForwardTraining(batch.Input);
        if (piece == 0)
        {
            _context.Gradients.Clear();
        }

        BackwardOfLabels(share, groups);
    }

    private float ComputePiece(TrainingBatch batch, ResolvedGroups groups, int piece, double share, bool needsOutputGradient = false)
    {
        if (_labelLoss is not null && batch.Targets.AreLabels && !needsOutputGradient)
        {
            StartPiece(batch, groups, piece, share);
            return _labelLoss.Read();
        }

        _model.NoiseStep = (ulong)_context.Step | ((ulong)piece << PieceBit);
        _model.ForwardTraining(batch.Input);
        Span<float> outputGradient = _outputGradient.AsSpan(0, batch.Size * TModel.Info.OutputSize);
        float loss = _loss.Evaluate(_model.Output, batch.Targets, batch.Size, outputGradient);
        if (piece == 0)
        {
            _context.Gradients.Clear();
        }

        if (share != 1)
        {
            // The loss is the mean over the piece; its share of the whole makes it part of the mean over all.
            float scale = (float)share;
            foreach (ref float gradient in outputGradient)
            {
                gradient *= scale;
            }
        }

        Backward(outputGradient, groups);
        return loss;
    }

    private void ComputeHessianProduct(ParameterVector direction, ParameterVector result)
    {
        if (_pieces > 1)
        {
            throw new NotSupportedException(
                $"The batch was computed in {_pieces} pieces ({nameof(AccumulationSteps)}), of which the model holds the last; exact Hessian-vector products need it "
                + "in one.");
        }

        _hessian!.Compute(direction, result);
        if (ActiveGroups.HasFrozen)
        {
            ActiveGroups.ClearFrozen(result);
        }
    }
}
