using SparseGen.Compression;
using SparseGen.Models;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Compressing;

/// <summary>
/// Prunes a saved model: at once, or by the schedule of Zhu and Gupta over the first half of a training, whose second half settles what is left. Writes a checkpoint with zeros and
/// the masks.
/// </summary>
/// <param name="settings">How.</param>
/// <param name="data">Training and test images.</param>
internal sealed class PruneOperation(PruneSettings settings, DataSplit data) : IModelOperation<PruningReport>
{
    /// <summary>Prunings of a schedule, where there are so many steps.</summary>
    private const int Updates = 40;

    /// <inheritdoc/>
    public PruningReport Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(settings.Batch, Device.CpuWithThreads(settings.Threads));
        Checkpoint.Load(settings.Checkpoint, model.Parameters);
        var scores = new OutputScores(data.Test, TModel.Info.OutputSize, settings.Batch);
        double exact = scores.Accuracy(scores.Of(model.Forward));
        PruningMasks masks = settings.Epochs == 0 ? AtOnce(model.Parameters) : WhileTraining(model);
        masks.Apply(model.Parameters);
        Checkpoint.Save(settings.File, model);
        masks.Save(settings.MaskFile);
        return new PruningReport(
            entry.Name,
            Path.GetFullPath(settings.Checkpoint),
            Path.GetFullPath(settings.File),
            Path.GetFullPath(settings.MaskFile),
            settings.Pattern.ToString(),
            settings.Epochs,
            data.Test.Count,
            exact,
            scores.Accuracy(scores.Of(model.Forward)),
            masks.Sparsity,
            [.. masks.ByName.Select(static pair => new PrunedTensorReport(pair.Key, pair.Value.Outputs, pair.Value.Inputs, pair.Value.Count))]);
    }

    private PruningMasks AtOnce(ParameterVector parameters) => PruningMasks.OfMagnitude(parameters, settings.Sparsity, settings.Pattern);

    private PruningMasks WhileTraining<TModel>(TModel model)
        where TModel : class, IModel<TModel>
    {
        long steps = (long)settings.Epochs * ((data.Train.Count + settings.Batch - 1) / settings.Batch);
        long interval = Math.Max(1, steps / 2 / Updates);
        int updates = (int)Math.Max(1, Math.Min(Updates, (steps - 1) / interval));
        var hook = new PruningHook(new PruningSchedule(settings.Sparsity, start: 0, interval, updates), settings.Pattern);
        var trainer = new Trainer<TModel>(model, new AdamW(settings.LearningRate, 0.05f), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(hook);
        trainer.Fit(data.Train, null, new TrainingOptions { Epochs = settings.Epochs, BatchSize = settings.Batch, Schedule = WarmUp.Schedule(steps) });

        // A training of one step ends before the schedule does.
        return hook.Masks is { } masks && masks.Sparsity >= settings.Sparsity - 0.01 ? masks : AtOnce(model.Parameters);
    }
}
