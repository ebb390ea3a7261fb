using System.Diagnostics;
using SparseGen.Tool.Operations;

namespace SparseGen.Experiments;

/// <summary>All methods of one seed. They start from one model that learned the marks, which is trained when the first of them asks for it.</summary>
/// <param name="seed">Seed of initial values, order, marks and random labels.</param>
/// <param name="images">Images, epochs and batch.</param>
/// <param name="settings">How to forget.</param>
/// <param name="device">Where.</param>
internal sealed class ForgettingSeed(int seed, ImageTraining images, ForgettingSettings settings, Device device)
{
    private readonly Lazy<ForgettingData> _data = new(() => ForgettingData.Create(images, settings, seed));
    private ParameterVector? _trained;
    private double _secondsOfTraining;

    /// <summary>Does one method.</summary>
    /// <param name="method">One of <see cref="ForgettingMethod.All"/>.</param>
    /// <param name="context">Progress and cancellation.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public ForgettingRun Run(string method, RunContext context)
    {
        using ForgettingMixer model = NewModel.Create<ForgettingMixer>(images.Batch, device, (ulong)seed);
        double seconds = method == ForgettingMethod.NeverMarked ? Train(model, _data.Value.Clean, context) : Restore(model, context);
        if (method is ForgettingMethod.Unprotected or ForgettingMethod.Elastic or ForgettingMethod.Distillation)
        {
            seconds = Forget(model, method, context);
        }

        return Evaluate(model, method, seconds, context.CancellationToken);
    }

    private double Restore(ForgettingMixer model, RunContext context)
    {
        if (_trained is null)
        {
            _secondsOfTraining = Train(model, _data.Value.Training, context);
            ParameterVector trained = model.Parameters.CreateLike();
            trained.CopyFrom(model.Parameters);
            _trained = trained;
        }

        model.Parameters.CopyFrom(_trained);
        return _secondsOfTraining;
    }

    private double Train(ForgettingMixer model, Dataset data, RunContext context)
    {
        var trainer = new Trainer<ForgettingMixer>(model, new AdamW(settings.LearningRate, weightDecay: 0.05f), new SoftmaxCrossEntropy());
        var options = new TrainingOptions { Epochs = images.Epochs, BatchSize = images.Batch, Seed = (ulong)seed };
        TrainingResult result = trainer.Fit(data, null, options, context.Progress, context.CancellationToken);
        context.ThrowIfStopped();
        return result.Seconds;
    }

    private double Forget(ForgettingMixer model, string method, RunContext context)
    {
        // What has to be known of the model before it changes is part of the cost.
        var clock = Stopwatch.StartNew();
        var trainer = new Trainer<ForgettingMixer>(model, new AdamW(settings.ForgettingRate, weightDecay: 0), new SoftmaxCrossEntropy());
        trainer.Hooks.Add(new SelectiveForgetting(
            Remembering(model, method, context.CancellationToken), settings.ForgettingWeight, settings.CorrectionWeight, (ulong)seed));
        var options = new TrainingOptions { Epochs = settings.ForgettingEpochs, BatchSize = images.Batch, Seed = (ulong)seed };
        trainer.Fit(_data.Value.Available.ByClass, null, options, context.Progress, context.CancellationToken);
        context.ThrowIfStopped();
        return clock.Elapsed.TotalSeconds;
    }

    private RememberingTerm[] Remembering(ForgettingMixer model, string method, CancellationToken cancellationToken) => method switch
    {
        ForgettingMethod.Elastic =>
        [
            new ElasticWeightConsolidation(
                settings.ElasticWeight,
                FisherDiagonal.Estimate(
                    model, new SoftmaxCrossEntropy(), _data.Value.Plain.Take(settings.FisherImages), cancellationToken: cancellationToken)),
        ],
        ForgettingMethod.Distillation =>
            [Distillation.Of(settings.DistillationWeight, model, _data.Value.Plain, images.Batch, (ulong)seed)],
        _ => [],
    };

    private ForgettingRun Evaluate(ForgettingMixer model, string method, double seconds, CancellationToken cancellationToken)
    {
        var trainer = new Trainer<ForgettingMixer>(model, new Sgd(), new SoftmaxCrossEntropy());
        ForgettingData data = _data.Value;
        return new ForgettingRun(
            method,
            seed,
            Accuracy(data.Available.ByClass),
            Accuracy(data.Unavailable.ByClass),
            Accuracy(data.Plain),
            Accuracy(data.Test),
            Accuracy(data.Unavailable.ByMark),
            seconds);

        double Accuracy(Dataset of) => trainer.Evaluate(of, cancellationToken).Accuracy;
    }
}
