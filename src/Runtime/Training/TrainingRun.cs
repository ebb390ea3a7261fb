using System.Diagnostics;

namespace SparseGen;

/// <summary>One call of <see cref="Trainer{TModel}.Fit"/>: its counters, its clock and its order of samples.</summary>
internal sealed class TrainingRun<TModel>
    where TModel : class, IModel<TModel>
{
    private readonly Trainer<TModel> _trainer;
    private readonly Dataset _train;
    private readonly Dataset? _test;
    private readonly TrainingOptions _options;
    private readonly IProgress<TrainingProgress>? _progress;
    private readonly TrainingPosition _position;
    private readonly float _peak;
    private readonly int _totalSteps;
    private readonly List<float> _losses = [];
    private readonly Stopwatch _clock = new();
    private EvaluationResult? _evaluation;
    private int _epochsDone;
    private long _samples;

    public TrainingRun(
        Trainer<TModel> trainer, Dataset train, Dataset? test, TrainingOptions options, IProgress<TrainingProgress>? progress)
    {
        _trainer = trainer;
        _train = train;
        _test = test;
        _options = options;
        _progress = progress;
        _position = trainer.Position;
        _peak = _position.Begin(RunSettings.Of(options, train, trainer.Optimizer, trainer.Model.Parameters), firstEpoch: 0, firstStep: 0).PeakLearningRate;
        _totalSteps = options.Epochs * options.StepsAnEpoch(train.Count);
    }

    private double ImagesPerSecond => _samples / Math.Max(_clock.Elapsed.TotalSeconds, 1e-9);

    public TrainingResult Run(CancellationToken cancellationToken)
    {
        bool cancelled = false;
        try
        {
            TrainAll(cancellationToken);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested && exception.CancellationToken == cancellationToken)
        {
            // Asked of the token too: an exception without a token, which a callback threw for reasons of its own, equals a run without one.
            // What was done until now counts; the evaluation would only hold up whoever wants to leave.
            cancelled = true;
        }
        finally
        {
            _clock.Stop();
            _trainer.Optimizer.LearningRate = _peak;
        }

        return new TrainingResult
        {
            Losses = _losses.ToArray(),
            Epochs = _epochsDone,
            Samples = _samples,
            Seconds = _clock.Elapsed.TotalSeconds,
            Cancelled = cancelled,
            Test = cancelled ? null : _evaluation,
        };
    }

    private void TrainAll(CancellationToken cancellationToken)
    {
        var order = new ShuffledOrder(_train.Count, _options.Shuffle, _options.Seed);
        while (_position.Epoch < _options.Epochs)
        {
            int epoch = _position.Epoch;
            _clock.Start();
            TrainEpoch(order.ForEpoch(epoch), cancellationToken);
            _clock.Stop();
            _epochsDone++;

            bool isLast = epoch == _options.Epochs - 1;
            if (_test is not null && (isLast || _options.EvaluateEveryEpoch))
            {
                _evaluation = _trainer.EvaluateChecked(_test, cancellationToken);
                Report(epoch);
            }

            _position.EndEpoch();
        }

        if (_test is not null && _evaluation is null)
        {
            // The loaded state was at the end of its run.
            _evaluation = _trainer.EvaluateChecked(_test, cancellationToken);
        }

        _position.End();
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
            TrainingBatch batch = _trainer.Buffer.Fill(_train, order.Slice(start, size));
            _trainer.Optimizer.LearningRate = _options.Schedule.LearningRate(_peak, _position.Step, _totalSteps);
            _losses.Add(Step(batch));
            _samples += size;
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

    private void Report(int epoch) =>
        _progress?.Report(new TrainingProgress(
            epoch + 1,
            _options.Epochs,
            _position.Step,
            _totalSteps,
            _losses.Count == 0 ? float.NaN : _losses[^1],
            _trainer.Optimizer.LearningRate,
            ImagesPerSecond,
            _evaluation));
}
