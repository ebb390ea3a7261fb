namespace SparseGen.Tests.Training.Fitting;

/// <summary>The end of an epoch is told on the thread that trains, between two steps, with what it came to; and it can be the end of the run.</summary>
public sealed class EpochEndedTests
{
    private static readonly Dataset Train = ProbeData.Separable(20);

    private static readonly Dataset Test = ProbeData.Separable(8, seed: 4);

    [Fact]
    public void TellsWhatTheEpochCameTo()
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(0.5f), new SoftmaxCrossEntropy());
        int thread = Environment.CurrentManagedThreadId;
        var events = new List<EpochEndedEventArgs>();
        var norms = new List<double>();
        var norm = new Metric("norm", isHigherBetter: true, () => model.Parameters.Norm());
        trainer.EpochEnded += (sender, epoch) =>
        {
            Assert.Same(trainer, sender);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            Assert.Equal(epoch.Test, trainer.Evaluate(Test));
            events.Add(epoch);
            norms.Add(model.Parameters.Norm());
        };
        TrainingResult result = trainer.Fit(
            Train, Test, new TrainingOptions { Epochs = 3, BatchSize = 8, EvaluateEveryEpoch = true, Metrics = [norm], RestoreBest = norm });

        Assert.Equal([(1, 3, 9), (2, 6, 9), (3, 9, 9)], events.Select(static e => (e.Epoch, e.Step, e.TotalSteps)));
        for (int epoch = 0; epoch < 3; epoch++)
        {
            float[] losses = [.. result.Losses.Skip(3 * epoch).Take(3)];
            double mean = ((8.0 * losses[0]) + (8.0 * losses[1]) + (4.0 * losses[2])) / 20;
            Assert.Equal(mean, events[epoch].MeanLoss, 1e-12);
            Assert.Equal(norms[epoch], events[epoch].Metrics["norm"]);
            Assert.Equal(events[epoch].MeanLoss, events[epoch].Metrics["trainingLoss"]);
            Assert.Equal(events[epoch].Test!.Loss, events[epoch].Metrics["testLoss"]);
            Assert.Equal(events[epoch].Test!.Accuracy, events[epoch].Metrics["testAccuracy"]);
            Assert.Equal(norms[epoch] == norms.Take(epoch + 1).Max(), events[epoch].IsBest);
        }

        Assert.Equal(norms.Max(), model.Parameters.Norm());
        Assert.Equal(norms.Max(), result.BestValue);
        Assert.Equal(new CosineSchedule().LearningRate(0.5f, 8, 9), events[2].LearningRate);
    }

    [Fact]
    public void CancellingEndsTheRunThere()
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(0.5f), new SoftmaxCrossEntropy());
        trainer.EpochEnded += static (_, epoch) => epoch.Cancel = epoch.Epoch == 2;
        TrainingResult result = trainer.Fit(Train, Test, new TrainingOptions { Epochs = 5, BatchSize = 8 });
        Assert.Equal((2, StopReason.Requested, false), (result.Epochs, result.Stopped, result.Cancelled));
        Assert.Equal(trainer.Evaluate(Test), result.Test);
        Assert.Equal(0.5f, trainer.Optimizer.LearningRate);
    }

    [Fact]
    public void WhatAHandlerThrowsComesOutAndTheNextRunIsAsGood()
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(0.5f), new SoftmaxCrossEntropy());
        EventHandler<EpochEndedEventArgs> handler = static (_, _) => throw new TimeoutException("mine");
        trainer.EpochEnded += handler;
        Assert.Throws<TimeoutException>(() => trainer.Fit(Train, null, new TrainingOptions { Epochs = 5, BatchSize = 8 }));
        trainer.EpochEnded -= handler;
        Assert.Equal(2, trainer.Fit(Train, null, new TrainingOptions { Epochs = 2, BatchSize = 8 }).Epochs);
    }

    [Theory]
    [InlineData(2, 0, new[] { 5.0, 4, 4, 4, 3 }, 4, 2)]
    [InlineData(2, 0.5, new[] { 5.0, 4, 3.6, 3.4, 3 }, 5, 4)]
    [InlineData(2, 0.5, new[] { 5.0, 4.8, 4.6, 4.4, 3 }, 3, 1)]
    [InlineData(2, 0, new[] { double.NaN, 4, double.NaN, double.NaN, 3 }, 4, 2)]
    [InlineData(2, 0, new[] { double.NaN, double.NaN, 1, 1, 1 }, 2, 0)]
    public void StopsWhenTheMetricDoesNotImprove(int patience, double minDelta, double[] values, int epochs, int best)
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(0.5f), new SoftmaxCrossEntropy());
        int epoch = 0;
        var metric = new Metric("scripted", isHigherBetter: false, () => values[epoch++]);
        TrainingResult result = trainer.Fit(Train, null, new TrainingOptions
        {
            Epochs = values.Length,
            BatchSize = 8,
            EarlyStopping = new EarlyStopping(metric) { Patience = patience, MinDelta = minDelta },
        });
        Assert.Equal((epochs, best), (result.Epochs, result.BestEpoch));
        Assert.Equal(epochs < values.Length ? StopReason.EarlyStopping : StopReason.Completed, result.Stopped);
    }

    [Fact]
    public void OptionsThatMeanNothingAreRefused()
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        Refused("EarlyStopping.Patience is 0", new TrainingOptions { EarlyStopping = new EarlyStopping(Metric.TrainingLoss) { Patience = 0 } });
        Refused("EarlyStopping.MinDelta is NaN", new TrainingOptions { EarlyStopping = new EarlyStopping(Metric.TrainingLoss) { MinDelta = double.NaN } });
        Refused("The metric testLoss is read from test data", new TrainingOptions { RestoreBest = Metric.TestLoss });
        Refused("Two metrics are called testLoss", new TrainingOptions { Metrics = [new Metric("testLoss", true, static () => 0)] });
        Refused("CheckpointPolicy saves nothing", new TrainingOptions { Checkpoints = new CheckpointPolicy { Folder = "x", EveryEpochs = 0 } });
        Refused("CheckpointPolicy.KeepLast is -1", new TrainingOptions { Checkpoints = new CheckpointPolicy { Folder = "x", KeepLast = -1 } });
        Refused("OnNonFinite is 9", new TrainingOptions { OnNonFinite = (OnNonFinite)9 });

        void Refused(string expected, TrainingOptions options) => Assert.Contains(
            expected,
            Assert.Throws<ArgumentException>(nameof(options), () => trainer.Fit(Train, null, options with { BatchSize = 8 })).Message,
            StringComparison.Ordinal);
    }
}
