using System.Diagnostics;
using SparseGen.Models;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Operations;

/// <summary>
/// Trains a model with AdamW. A run that comes to its end leaves its checkpoint, one that does not its state, and a checkpoint that is better than the run stays.
/// </summary>
/// <param name="settings">How.</param>
/// <param name="device">The opened device.</param>
/// <param name="data">Training and test images.</param>
/// <param name="files">Where to.</param>
/// <param name="progress">Told about every step.</param>
/// <param name="cancellationToken">Ends the training early.</param>
internal sealed class TrainOperation(
    TrainSettings settings,
    Device device,
    DataSplit data,
    TrainFiles files,
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

        if (files.GoesOn)
        {
            trainer.LoadState(files.State);
        }
        else
        {
            // Only --overwrite comes here with one: it is no state of this run.
            File.Delete(files.State);
        }

        long firstStep = trainer.StepCount;
        var keeper = new StateKeeper<TModel>(trainer, files, TimeSpan.FromSeconds(settings.SaveEvery), progress);
        var watch = Stopwatch.StartNew();
        TrainingResult result = Fit(trainer, options, keeper);
        double seconds = watch.Elapsed.TotalSeconds;
        string? diverged = Diverged(result);
        string? checkpoint = null;
        if (result.Cancelled)
        {
            keeper.Save();
        }
        else if (diverged is null)
        {
            checkpoint = SaveCheckpoint(model, trainer.StepCount, result.Test!);
        }

        return new TrainReport(
            entry.Name,
            settings.Device.ToString(),
            device.Name,
            diverged is null ? result.Test?.Accuracy : null,
            diverged is null ? result.Test?.Loss : null,
            seconds,
            result.ImagesPerSecond,
            firstStep,
            result.Losses,
            settings.Epochs,
            settings.Batch,
            settings.LearningRate,
            settings.WeightDecay,
            settings.Seed,
            data.Train.Count,
            data.Test.Count,
            result.Cancelled,
            diverged,
            checkpoint,
            checkpoint is null || checkpoint == files.Checkpoint ? null : files.Checkpoint,
            File.Exists(files.State) ? files.State : null);
    }

    private TrainingResult Fit<TModel>(Trainer<TModel> trainer, TrainingOptions options, StateKeeper<TModel> keeper)
        where TModel : class, IModel<TModel>
    {
        try
        {
            return trainer.Fit(data.Train, data.Test, options, keeper, cancellationToken);
        }
        catch (DeviceFailedException exception)
        {
            throw new CommandException(File.Exists(files.State)
                ? $"--device: {exception.Message} The run is in '{files.State}' as it was when it was saved last: say --resume"
                : $"--device: {exception.Message} Nothing of this run had been saved yet");
        }
        catch (DeviceOutOfMemoryException exception)
        {
            throw new CommandException($"--batch: {settings.Batch} samples of {TModel.Info.Name} leave no room for training: {exception.Message}");
        }
    }

    private static string? Diverged(TrainingResult result) =>
        result.Stopped == StopReason.NonFinite ? result.NonFinite?.ToString() ?? "A loss is not finite."
        : result.Test is EvaluationResult test && !double.IsFinite(test.Loss) ? "The loss on the test images is not finite."
        : null;

    private string SaveCheckpoint<TModel>(TModel model, long steps, EvaluationResult test)
        where TModel : class, IModel<TModel>
    {
        string path = files.Place(test.Accuracy);
        try
        {
            Checkpoint.Save(path, model, files.DescribeResult(steps, test));
        }
        catch (Exception exception) when ((exception is IOException or UnauthorizedAccessException) && File.Exists(files.State))
        {
            // The state of the last epoch's end is on the disk already: nothing is lost.
            throw new CommandException(
                $"--checkpoint: '{path}' cannot be written: {exception.Message}; the trained model is in '{files.State}': make room and say --resume");
        }

        // Only now: who is killed in between goes on from a run that is at its end.
        File.Delete(files.State);
        return path;
    }
}
