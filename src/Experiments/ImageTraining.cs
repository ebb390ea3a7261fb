using SparseGen.Tool.Datasets;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>The images of an experiment and how long it trains on them.</summary>
/// <param name="Data">Training images, and those that models are judged by.</param>
/// <param name="Epochs">Passes over the training images.</param>
/// <param name="Batch">Images of a step.</param>
internal sealed record ImageTraining(DataSplit Data, int Epochs, int Batch)
{
    /// <summary>The fewest images of which a part can be held out.</summary>
    public const int LeastForValidation = 5;

    /// <summary>Whether models are judged by images that were held out of the training images. Test images are left for what is reported.</summary>
    public bool IsValidation { get; private init; }

    /// <summary>Steps of an epoch.</summary>
    public int StepsAnEpoch => (Data.Train.Count + Batch - 1) / Batch;

    /// <summary>What the images that models are judged by are called in tables and pictures.</summary>
    public string Judge => IsValidation ? "validation" : "test";

    /// <summary>The same with the last fifth of the training images held out, and in the place of the test images.</summary>
    public ImageTraining WithValidation()
    {
        int kept = Data.Train.Count - (Data.Train.Count / LeastForValidation);
        Dataset heldOut = Data.Train.Subset([.. Enumerable.Range(kept, Data.Train.Count - kept)]);
        return this with { Data = new DataSplit(Data.Train.Take(kept), heldOut), IsValidation = true };
    }

    /// <summary>How long, in which order and with which schedule: a short warm-up and a cosine.</summary>
    /// <param name="seed">Seed of the order.</param>
    public TrainingOptions Options(int seed) => new()
    {
        Epochs = Epochs,
        BatchSize = Batch,
        Seed = (ulong)seed,
        Schedule = WarmUp.Schedule((long)StepsAnEpoch * Epochs),
    };

    /// <summary>Trains a model, and judges it.</summary>
    /// <typeparam name="TModel">The model class.</typeparam>
    /// <param name="trainer">The model with its optimiser and loss.</param>
    /// <param name="options">How; those of <see cref="Options"/>.</param>
    /// <param name="context">Progress and cancellation.</param>
    /// <param name="isJudged">Whether its largest output names the class; false where only some outputs are classes, and whoever calls judges.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public TrainingResult Fit<TModel>(Trainer<TModel> trainer, TrainingOptions options, RunContext context, bool isJudged = true)
        where TModel : class, IModel<TModel>
    {
        TrainingResult result = trainer.Fit(Data.Train, isJudged ? Data.Test : null, options, context.Progress, context.CancellationToken);
        context.ThrowIfStopped();

        // A loss that is no longer finite ends the training, which is a result too: that of the weights where it ended.
        return isJudged && result.Test is null ? result with { Test = trainer.Evaluate(Data.Test) } : result;
    }

    /// <summary>Adds all of it to the settings of an experiment.</summary>
    /// <param name="settings">The settings.</param>
    public ExperimentSettings AddTo(ExperimentSettings settings)
    {
        settings.Add("images", Data.Train.Count).Add("test", Data.Test.Count).Add("epochs", Epochs).Add("batch", Batch);
        return IsValidation ? settings.Add("judged-by", "validation") : settings;
    }
}
