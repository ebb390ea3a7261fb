namespace SparseGen;

/// <summary>What follows the last step of an epoch: metrics, the judgement of the epoch, checkpoints.</summary>
internal sealed class EpochEnd<TModel>
    where TModel : class, IModel<TModel>
{
    private readonly Trainer<TModel> _trainer;
    private readonly TrainingOptions _options;
    private readonly FitState _fit;
    private readonly CheckpointFiles<TModel>? _files;

    public EpochEnd(Trainer<TModel> trainer, TrainingOptions options, FitState fit)
    {
        _trainer = trainer;
        _options = options;
        _fit = fit;
        _files = options.Checkpoints is { } policy ? new CheckpointFiles<TModel>(trainer, policy, fit) : null;
        NeedsTest = options.AllMetrics().Any(static metric => metric.NeedsTest);
    }

    /// <summary>Whether a metric is read from the test data, so that every epoch is evaluated.</summary>
    public bool NeedsTest { get; }

    /// <summary>Whether the metric has not improved for long enough; so also in a run that goes on from a state of its last epoch.</summary>
    public bool HasStopped => _options.EarlyStopping is { } stopping && _fit.Stopping.Waited >= stopping.Patience;

    /// <summary>Files that could not be saved.</summary>
    public IReadOnlyList<CheckpointFailure> Failures => _files?.Failures ?? [];

    /// <summary>The tracker that the run is about, as far as it is about the best epoch.</summary>
    public BestTracker? Best =>
        _options.RestoreBest is not null ? _fit.Restoring
        : _options.EarlyStopping is not null ? _fit.Stopping
        : _options.Checkpoints?.Best is not null ? _fit.Saving
        : null;

    /// <summary>To be called after every step.</summary>
    public void AfterStep(int step, int epoch) => _files?.AfterStep(step, epoch);

    /// <summary>Ends an epoch: nothing of it is left to be done but what the handlers do.</summary>
    /// <param name="place">Epoch and step; the rest is filled in here.</param>
    /// <param name="test">The evaluation of this epoch; null where there was none.</param>
    public EpochEndedEventArgs Run(TrainingProgress place, EvaluationResult? test)
    {
        double meanLoss = _fit.MeanLoss;
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal) { [Metric.TrainingLoss.Name] = meanLoss };
        if (test is not null)
        {
            metrics[Metric.TestLoss.Name] = test.Loss;
            metrics[Metric.TestAccuracy.Name] = test.Accuracy;
        }

        foreach (Metric metric in _options.AllMetrics().Where(metric => !metrics.ContainsKey(metric.Name)))
        {
            metrics[metric.Name] = metric.Read(meanLoss, test);
        }

        bool isImproved = Judge(_fit.Stopping, _options.EarlyStopping?.Metric, _options.EarlyStopping?.MinDelta ?? 0, place.Epoch, metrics);
        bool isBestToSave = Judge(_fit.Saving, _options.Checkpoints?.Best, 0, place.Epoch, metrics);
        bool isBestToRestore = Judge(_fit.Restoring, _options.RestoreBest, 0, place.Epoch, metrics);
        if (isBestToRestore)
        {
            _fit.KeepBest(_trainer.Model.Parameters);
        }

        _fit.BeginEpoch();
        _files?.AfterEpoch(place.Epoch, place.Epoch == (_options.StopEpoch ?? place.Epochs) || HasStopped, isBestToSave, metrics);
        (IReadOnlyList<string> saved, IReadOnlyList<CheckpointFailure> failures) = _files?.TakeNews() ?? ([], []);
        return new EpochEndedEventArgs
        {
            Epoch = place.Epoch,
            Epochs = place.Epochs,
            Step = place.Step,
            TotalSteps = place.TotalSteps,
            MeanLoss = meanLoss,
            LearningRate = place.LearningRate,
            Test = test,
            Metrics = metrics,
            IsBest = Best == _fit.Restoring ? isBestToRestore : Best == _fit.Stopping ? isImproved : isBestToSave,
            Checkpoints = saved,
            CheckpointFailures = failures,
        };
    }

    /// <summary>A handler ends the run with this epoch: if its file is not there yet, it is the time.</summary>
    public void SaveLast(int epoch, IReadOnlyDictionary<string, double> metrics) => _files?.AfterEpoch(epoch, isLast: true, isBest: false, metrics);

    private static bool Judge(BestTracker tracker, Metric? metric, double minDelta, int epoch, Dictionary<string, double> metrics) =>
        metric is not null && tracker.Judge(metric, metrics[metric.Name], minDelta, epoch);
}
