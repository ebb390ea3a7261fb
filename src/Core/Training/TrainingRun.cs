using System.Diagnostics;

namespace SparseGen;

/// <summary>One call of <see cref="Trainer{TModel}.Fit"/>: its counters, its clock and its order of samples.</summary>
internal sealed class TrainingRun<TModel>
    where TModel : class, IModel<TModel>
{
    private const int NoEpoch = -1;

    private readonly Trainer<TModel> _trainer;
    private readonly Dataset _train;
    private readonly Dataset? _test;
    private readonly TrainingOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TrainingPosition _position;
    private readonly float _peak;
    private readonly int _totalSteps;
    private readonly int _lastEpoch;
    private readonly FitState _fit;
    private readonly EpochEnd<TModel> _epochEnd;
    private readonly List<float> _losses = [];
    private readonly Stopwatch _clock = new();
    private readonly Prefetcher? _prefetcher;
    private readonly long _skippedBefore;
    private readonly NonFiniteReport? _nonFiniteBefore;
    private EvaluationResult? _evaluation;
    private int _evaluatedEpoch = NoEpoch;
    private StopReason _stopped = StopReason.Completed;
    private int _epochsDone;
    private long _samples;

    public TrainingRun(
        Trainer<TModel> trainer, Dataset train, Dataset? test, TrainingOptions options, IProgress<TrainingProgress>? progress)
    {
        _trainer = trainer;
        _train = train;
        _prefetcher = train.IsFetched ? new Prefetcher(trainer.Buffer) : null;
        _test = test;
        _options = options;
        _progress = progress;
        _position = trainer.Position;
        bool goesOn = _position.IsLoaded || options.StartEpoch > 0;
        int stepsAnEpoch = options.StepsAnEpoch(train.Count);
        RunSettings settings = RunSettings.Of(options, train, trainer.Optimizer, trainer.Model.Parameters);
        _peak = _position.Begin(settings, options.StartEpoch, options.StartEpoch * stepsAnEpoch).PeakLearningRate;
        _totalSteps = options.Epochs * stepsAnEpoch;
        _lastEpoch = options.StopEpoch ?? options.Epochs;
        _fit = trainer.FitState;
        _fit.Begin(options, goesOn, isInEpoch: _position.Sample > 0);
        _epochEnd = new EpochEnd<TModel>(trainer, options, _fit);
        _skippedBefore = trainer.SkippedSteps;
        _nonFiniteBefore = trainer.LastNonFinite;
    }

    private double ImagesPerSecond => _samples / Math.Max(_clock.Elapsed.TotalSeconds, 1e-9);

    public TrainingResult Run(CancellationToken cancellationToken)
    {
        try
        {
            TrainAll(cancellationToken);
            End(cancellationToken);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested && exception.CancellationToken == cancellationToken)
        {
            // Asked of the token too: an exception without a token, which a callback threw for reasons of its own, equals a run without one.
            // What was done until now counts; the evaluation would only hold up whoever wants to leave.
            _stopped = StopReason.Cancelled;
        }
        finally
        {
            _clock.Stop();
            _trainer.Optimizer.LearningRate = _peak;
            _prefetcher?.Dispose();
        }

        bool isEvaluated = _evaluatedEpoch == _position.Epoch && _stopped is not StopReason.Cancelled;
        return new TrainingResult
        {
            Losses = _losses.ToArray(),
            Epochs = _epochsDone,
            Samples = _samples,
            Seconds = _clock.Elapsed.TotalSeconds,
            Cancelled = _stopped == StopReason.Cancelled,
            Test = isEvaluated ? _evaluation : null,
            Stopped = _stopped,
            NonFinite = ReferenceEquals(_trainer.LastNonFinite, _nonFiniteBefore) ? null : _trainer.LastNonFinite,
            SkippedSteps = _trainer.SkippedSteps - _skippedBefore,
            BestEpoch = _epochEnd.Best?.Epoch ?? 0,
            BestValue = _epochEnd.Best?.Value ?? double.NaN,
            CheckpointFailures = _epochEnd.Failures,
        };
    }

    private void TrainAll(CancellationToken cancellationToken)
    {
        var order = new ShuffledOrder(_train.Count, _options.Shuffle, _options.Seed);
        while (_stopped == StopReason.Completed && _position.Epoch < _lastEpoch && !_epochEnd.HasStopped)
        {
            int epoch = _position.Epoch;
            _clock.Start();
            try
            {
                TrainEpoch(order.ForEpoch(epoch), cancellationToken);
                _trainer.CheckParameters(_losses.Count == 0 ? float.NaN : _losses[^1]);
            }
            catch (NonFiniteException exception) when (ReferenceEquals(exception.Trainer, _trainer))
            {
                (_stopped, _evaluatedEpoch) = (StopReason.NonFinite, NoEpoch);
                return;
            }

            _clock.Stop();
            _epochsDone++;
            EndEpoch(epoch, cancellationToken);
        }

        if (_stopped == StopReason.Completed && _epochEnd.HasStopped)
        {
            _stopped = StopReason.EarlyStopping;
        }
    }

    private void EndEpoch(int epoch, CancellationToken cancellationToken)
    {
        bool isLast = epoch == _lastEpoch - 1;
        bool isEvaluated = _test is not null && (isLast || _options.EvaluateEveryEpoch || _epochEnd.NeedsTest);
        if (isEvaluated)
        {
            Evaluate(epoch + 1, cancellationToken);
            Report(epoch);
        }

        _position.EndEpoch();
        EpochEndedEventArgs ended = _epochEnd.Run(Place(epoch), isEvaluated ? _evaluation : null);
        _trainer.EndEpoch(ended);
        if (ended.Cancel)
        {
            _stopped = StopReason.Requested;
            _epochEnd.SaveLast(epoch + 1, ended.Metrics);
        }
    }

    /// <summary>What follows the last epoch, whichever that was.</summary>
    private void End(CancellationToken cancellationToken)
    {
        if (_stopped == StopReason.Completed && _position.Epoch < _options.Epochs)
        {
            // Another call does the rest of the run.
            return;
        }

        if (_options.RestoreBest is not null && _fit.BestParameters is { } best && (_stopped == StopReason.NonFinite || _fit.Restoring.Epoch != _position.Epoch))
        {
            _trainer.Model.Parameters.CopyFrom(best);
            _evaluatedEpoch = NoEpoch;
        }

        if (_stopped == StopReason.NonFinite && _options.RestoreBest is null)
        {
            return;
        }

        // Not yet, where the loaded state was at the end of its run, where the run was stopped, and where the best parameters are back.
        if (_test is not null && _evaluatedEpoch != _position.Epoch)
        {
            Evaluate(_position.Epoch, cancellationToken);
        }

        _position.End();
    }

    private void Evaluate(int epoch, CancellationToken cancellationToken)
    {
        _evaluation = _trainer.EvaluateChecked(_test!, cancellationToken);
        _evaluatedEpoch = epoch;
    }

    private void TrainEpoch(ReadOnlySpan<int> order, CancellationToken cancellationToken)
    {
        int epoch = _position.Epoch;

        // Room for an epoch at a time: steps allocate nothing, and a run that is meant to be stopped needs no memory for steps it does not reach.
        _losses.EnsureCapacity(_losses.Count + _options.StepsAnEpoch(_train.Count));
        for (int start = _position.Sample; start < order.Length; start = _position.Sample)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int size = Math.Min(_options.BatchSize, order.Length - start);
            ReadOnlySpan<int> upcoming = order.Slice(start + size, Math.Min(_options.BatchSize, order.Length - start - size));
            TrainingBatch batch = _prefetcher is null
                ? _trainer.Buffer.Fill(_train, order.Slice(start, size))
                : _prefetcher.Next(_train, order.Slice(start, size), upcoming);
            _trainer.Optimizer.LearningRate = _options.Schedule.LearningRate(_peak, _position.Step, _totalSteps);
            NonFiniteReport? before = _trainer.LastNonFinite;
            try
            {
                float loss = Step(batch);
                _losses.Add(loss);
                if (ReferenceEquals(before, _trainer.LastNonFinite))
                {
                    _fit.Add(loss, size);
                }
            }
            finally
            {
                if (!ReferenceEquals(before, _trainer.LastNonFinite))
                {
                    _trainer.LastNonFinite = _trainer.LastNonFinite! with { Epoch = epoch + 1, Samples = [.. order.Slice(start, size)] };
                }
            }

            _samples += size;
            _epochEnd.AfterStep(_position.Step, epoch + 1);
            if (_position.Step % _options.ProgressInterval == 0 || start + size == order.Length)
            {
                Report(epoch);
            }
        }
    }

    private float Step(TrainingBatch batch)
    {
        long before = _trainer.StepCount;
        try
        {
            return _trainer.Step(batch, isOfRun: true);
        }
        finally
        {
            // A hook that throws when the optimiser has moved the parameters does not undo the step.
            if (_trainer.StepCount > before)
            {
                _position.Advance(batch.Size);
            }
        }
    }

    private void Report(int epoch) => _progress?.Report(Place(epoch));

    private TrainingProgress Place(int epoch) => new(
        epoch + 1,
        _options.Epochs,
        _position.Step,
        _totalSteps,
        _losses.Count == 0 ? float.NaN : _losses[^1],
        _trainer.Optimizer.LearningRate,
        ImagesPerSecond,
        _evaluation);
}
