using System.Diagnostics;
using System.Globalization;
using SparseGen.Models.Catalogue;
using SparseGen.Models.Results;

namespace SparseGen.Models.Operations;

/// <summary>Trains a model with AdamW and saves it, also when it is interrupted.</summary>
/// <param name="settings">How.</param>
/// <param name="device">The opened device.</param>
/// <param name="data">Training and test images.</param>
/// <param name="progress">Told about every step.</param>
/// <param name="cancellationToken">Ends the training early.</param>
internal sealed class TrainOperation(
    TrainSettings settings,
    Device device,
    DataSplit data,
    IProgress<TrainingProgress> progress,
    CancellationToken cancellationToken) : IModelOperation<TrainReport>
{
    /// <inheritdoc/>
    public TrainReport Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(settings.Batch, device, settings.Seed);
        var optimizer = new AdamW(settings.LearningRate, settings.WeightDecay);
        var trainer = new Trainer<TModel>(model, optimizer, new SoftmaxCrossEntropy());
        long steps = (long)settings.Epochs * ((data.Train.Count + settings.Batch - 1) / settings.Batch);
        var options = new TrainingOptions
        {
            Epochs = settings.Epochs,
            BatchSize = settings.Batch,
            Seed = settings.Seed,
            Schedule = WarmUp.Schedule(steps),
            ProgressInterval = 1,
            EvaluateEveryEpoch = true,
        };

        var watch = Stopwatch.StartNew();
        TrainingResult result = trainer.Fit(data.Train, data.Test, options, progress, cancellationToken);
        double seconds = watch.Elapsed.TotalSeconds;
        string checkpoint = Path.GetFullPath(settings.Checkpoint);
        Checkpoint.Save(checkpoint, model, Describe(result));
        return new TrainReport(
            entry.Name,
            settings.Device.ToString(),
            device.Name,
            result.Test?.Accuracy,
            result.Test?.Loss,
            seconds,
            result.ImagesPerSecond,
            result.Losses,
            settings.Epochs,
            settings.Batch,
            settings.LearningRate,
            settings.WeightDecay,
            settings.Seed,
            data.Train.Count,
            data.Test.Count,
            result.Cancelled,
            checkpoint);
    }

    private Dictionary<string, string> Describe(TrainingResult result)
    {
        var facts = new Dictionary<string, string>
        {
            ["data"] = settings.Model.Data.Name,
            ["seed"] = settings.Seed.ToString(CultureInfo.InvariantCulture),
            ["steps"] = result.Losses.Count.ToString(CultureInfo.InvariantCulture),
        };
        if (result.Test is EvaluationResult test)
        {
            facts["testAccuracy"] = test.Accuracy.ToString("R", CultureInfo.InvariantCulture);
        }

        return facts;
    }
}
