namespace SparseGen.Tests.Training.NonFinite;

/// <summary>A run that stops being one of numbers ends with the parameters that it had before, and says where it went wrong.</summary>
public sealed class NonFiniteFitTests
{
    [Fact]
    public void StopsBeforeTheStepAndNamesTheSample()
    {
        (Dataset data, int bad) = WithBadSample();
        using var model = LinearProbe.Create(4, seed: 1);
        var trainer = new Trainer<LinearProbe>(model, new AdamW(0.1f), new SoftmaxCrossEntropy());
        var watch = new Watching();
        trainer.Hooks.Add(watch);
        TrainingResult result = trainer.Fit(data, data, new TrainingOptions { Epochs = 3, BatchSize = 4, OnNonFinite = OnNonFinite.Stop });

        Assert.Equal((StopReason.NonFinite, 0, false), (result.Stopped, result.Epochs, result.Cancelled));
        Assert.Null(result.Test);
        Assert.Equal(watch.Before, Read(model.Parameters));
        Assert.All(result.Losses, static loss => Assert.True(float.IsFinite(loss)));
        NonFiniteReport report = result.NonFinite!;
        Assert.Equal((result.Losses.Count, 1), (report.Step, report.Epoch));
        Assert.Equal(4, report.Samples.Length);
        Assert.Equal(bad, report.Samples[report.Diagnosis.Input!.Sample]);
        Assert.Contains($"is {bad} of the training data", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(0.1f, trainer.Optimizer.LearningRate);
    }

    [Theory]
    [InlineData(OnNonFinite.Skip)]
    [InlineData(OnNonFinite.RollBack)]
    public void GoesOnWithoutTheBatch(OnNonFinite response)
    {
        (Dataset data, _) = WithBadSample();
        using var model = LinearProbe.Create(4, seed: 1);
        var trainer = new Trainer<LinearProbe>(model, new AdamW(0.1f), new SoftmaxCrossEntropy()) { RollBackInterval = 2 };
        var events = new List<EpochEndedEventArgs>();
        trainer.EpochEnded += (_, epoch) => events.Add(epoch);
        TrainingResult result = trainer.Fit(data, null, new TrainingOptions { Epochs = 3, BatchSize = 4, Seed = 5, OnNonFinite = response });
        Assert.Equal((StopReason.Completed, 3, 3L), (result.Stopped, result.Epochs, result.SkippedSteps));
        Assert.Equal(15, result.Losses.Count);
        Assert.Equal(3, result.Losses.Count(static loss => !float.IsFinite(loss)));
        Assert.True(float.IsFinite(model.Parameters.InfinityNorm()));
        Assert.All(events, static epoch => Assert.True(double.IsFinite(epoch.MeanLoss)));
        Assert.Equal(OnNonFinite.Stop, trainer.OnNonFinite);
    }

    /// <summary>A learning rate that no training survives ends it in a step or two, with the best epoch's parameters where those were asked for.</summary>
    [Fact]
    public void TheBestEpochComesBackAlsoThen()
    {
        using var model = LinearProbe.Create(4, seed: 1);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(0.1f), new SoftmaxCrossEntropy());
        Dataset data = ProbeData.Separable(20);
        float[] best = [];
        trainer.EpochEnded += (_, epoch) => best = epoch.IsBest ? Read(model.Parameters) : best;
        TrainingResult result = trainer.Fit(data, data, new TrainingOptions
        {
            Epochs = 6,
            BatchSize = 4,
            RestoreBest = Metric.TestLoss,
            Schedule = new Exploding(),
        });
        Assert.Equal(StopReason.NonFinite, result.Stopped);
        Assert.Equal(2, result.BestEpoch);
        Assert.Equal(best, Read(model.Parameters));
        Assert.Equal(result.BestValue, result.Test!.Loss);
    }

    private static (Dataset Data, int Bad) WithBadSample()
    {
        const int Bad = 13;
        float[] inputs = ProbeData.Normal(20 * LinearProbe.Inputs, seed: 1);
        inputs[(Bad * LinearProbe.Inputs) + 1] = float.NaN;
        return (Dataset.FromFloats(inputs, LinearProbe.Inputs, (int[])[.. Enumerable.Range(0, 20).Select(static i => i % 5)]), Bad);
    }

    private static float[] Read(ParameterVector vector)
    {
        float[] values = new float[vector.Length];
        vector.Read(values);
        return values;
    }

    private sealed class Watching : ITrainingHook
    {
        public float[] Before { get; private set; } = [];

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            Before = Read(context.Parameters);
            return next(batch);
        }
    }

    private sealed class Exploding : ILearningRateSchedule
    {
        public float LearningRate(float peak, int step, int totalSteps) => step < 10 ? peak : 3e38f;
    }
}
