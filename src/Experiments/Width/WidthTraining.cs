using SparseGen.Models;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>Trains a model of the width experiment once.</summary>
/// <param name="model">Which.</param>
/// <param name="seed">Seed of the initial values and of the order of the images.</param>
/// <param name="training">Images, epochs and batch.</param>
/// <param name="optimizer">How it learns.</param>
/// <param name="device">Where.</param>
/// <param name="context">Progress and cancellation.</param>
internal sealed class WidthTraining(
    WidthModel model, int seed, ImageTraining training, WidthOptimizer optimizer, Device device, RunContext context) : IModelOperation<WidthRun>
{
    /// <inheritdoc/>
    public WidthRun Run<TModel>(ModelEntry entry)
        where TModel : class, IModel<TModel>
    {
        using TModel trained = NewModel.Create<TModel>(training.Batch, device, (ulong)seed);
        var trainer = new Trainer<TModel>(trained, optimizer.Create(), new SoftmaxCrossEntropy());
        TrainingResult result = training.Fit(trainer, training.Options(seed), context);
        return new WidthRun(
            model.Kind,
            model.Tokens,
            model.Channels,
            seed,
            model.Width,
            1 - result.Test!.Accuracy,
            result.Test.Loss,
            result.Losses.TakeLast(training.StepsAnEpoch).DefaultIfEmpty(float.NaN).Average(),
            result.Seconds);
    }
}
