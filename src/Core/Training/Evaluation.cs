namespace SparseGen;

/// <summary>
/// Loss and accuracy over data sets. It has buffers of its own, made when they are first needed: an evaluation in the middle of a training step, out of a hook,
/// leaves that step's batch alone.
/// </summary>
internal sealed class Evaluation<TModel>(TModel model, ILoss loss)
    where TModel : class, IModel<TModel>
{
    private BatchBuffer? _buffer;
    private float[] _outputs = [];
    private int _running;

    /// <summary>Evaluates data that fit the model and the loss, in batches of the model's MaxBatch.</summary>
    /// <exception cref="InvalidOperationException">An evaluation is going on: its loss or its data set asked for another one.</exception>
    public EvaluationResult Run(Dataset data, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            throw new InvalidOperationException(
                "Evaluate was called while an evaluation of this trainer is running, out of its loss or its data, or from another thread. Wait for its end, or "
                + "make a trainer for each.");
        }

        try
        {
            return RunAlone(data, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }

    private EvaluationResult RunAlone(Dataset data, CancellationToken cancellationToken)
    {
        int classes = TModel.Info.OutputSize;
        _buffer ??= new BatchBuffer(model.MaxBatch, TModel.Info.InputSize, classes);
        int batchSize = Math.Min(model.MaxBatch, data.Count);
        if (_outputs.Length < batchSize * classes)
        {
            _outputs = new float[batchSize * classes];
        }

        double sum = 0, weight = 0;
        int right = 0, judged = 0;
        foreach (TrainingBatch batch in _buffer.InOrder(data, batchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<float> outputs = _outputs.AsSpan(0, batch.Size * classes);
            model.Forward(batch.Input, outputs);
            double ownWeight = CountedLoss.Weigh(loss, batch.Targets, batch.Size);
            sum += loss.Evaluate(outputs, batch.Targets, batch.Size, default) * ownWeight;
            weight += ownWeight;
            (int ownRight, int ownJudged) = CountedLoss.Judge(loss, outputs, batch.Targets.Labels);
            right += ownRight;
            judged += ownJudged;
        }

        // Without labels nothing was judged: 0 / 0.
        return new EvaluationResult((double)right / judged, weight > 0 ? sum / weight : 0, data.Count);
    }
}
