using SparseGen.Models;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>Trains a model on images once, by SGD with momentum and a cosine schedule.</summary>
/// <param name="regularizer">How it is regularised.</param>
/// <param name="seed">Seed of the initial values and of the order of the images.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="learningRate">Highest learning rate of the schedule.</param>
/// <param name="device">Where.</param>
/// <param name="context">Progress and cancellation.</param>
internal sealed class ImageRegularization(
    Regularizer regularizer, int seed, ImageTraining training, float learningRate, Device device, RunContext context) : IModelOperation<ImageRun>
{
    /// <summary>Momentum of SGD.</summary>
    public const float Momentum = 0.9f;

    /// <summary>Weight decay of SGD, as in the paper.</summary>
    public const float WeightDecay = 1e-4f;

    /// <inheritdoc/>
    public ImageRun Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel model = NewModel.Create<TModel>(training.Batch, device, (ulong)seed);
        var trainer = new Trainer<TModel>(model, new Sgd(learningRate, Momentum, weightDecay: WeightDecay), new SoftmaxCrossEntropy());
        if (regularizer.CreateHook() is { } hook)
        {
            trainer.Hooks.Add(hook);
        }

        var options = new TrainingOptions { Epochs = training.Epochs, BatchSize = training.Batch, Seed = (ulong)seed };
        TrainingResult result = training.Fit(trainer, options, context);
        return new ImageRun(
            entry.Name,
            regularizer,
            seed,
            result.Test!.Accuracy,
            result.Test.Loss,
            result.Losses.TakeLast(Math.Max(result.Losses.Count / training.Epochs, 1)).DefaultIfEmpty(float.NaN).Average(),
            result.Seconds);
    }
}
