namespace SparseGen.Tests.Training;

/// <summary>Whole runs: they learn, repeat bit by bit, use every sample, report, stop when told to, restore the learning rate.</summary>
public sealed class FitTests
{
    [Fact]
    public void LearnsWhatCanBeLearnt()
    {
        using var model = LinearProbe.Create(32);
        var trainer = new Trainer<LinearProbe>(model, new AdamW(learningRate: 0.05f), new SoftmaxCrossEntropy());
        TrainingResult result = trainer.Fit(
            ProbeData.Separable(500), ProbeData.Separable(200, seed: 4), new TrainingOptions { Epochs = 20, BatchSize = 32 });

        Assert.Equal(20 * 16, result.Losses.Count);
        Assert.Equal(20 * 500, result.Samples);
        Assert.Equal(20, result.Epochs);
        Assert.False(result.Cancelled);
        Assert.True(result.Seconds > 0 && result.ImagesPerSecond > 0);
        Assert.True(result.Losses[^1] < result.Losses[0] / 2);
        Assert.Equal(200, result.Test!.Count);
        Assert.InRange(result.Test.Accuracy, 0.9, 1);
        Assert.Equal(0.05f, trainer.Optimizer.LearningRate);
    }

    [Fact]
    public void SameSeedSameBitsOtherSeedOtherOrder()
    {
        Assert.Equal(Losses(seed: 1, shuffle: true), Losses(seed: 1, shuffle: true));
        Assert.NotEqual(Losses(seed: 1, shuffle: true), Losses(seed: 2, shuffle: true));
        Assert.Equal(Losses(seed: 1, shuffle: false), Losses(seed: 2, shuffle: false));
    }

    [Fact]
    public void EveryEpochIsAnOrderOfItsOwn()
    {
        var order = new ShuffledOrder(1000, shuffle: true, seed: 9);
        int[] first = order.ForEpoch(0).ToArray();
        int[] second = order.ForEpoch(1).ToArray();

        Assert.Equal(Enumerable.Range(0, 1000), first.Order());
        Assert.Equal(Enumerable.Range(0, 1000), second.Order());
        Assert.NotEqual(first, second);

        // Whatever was asked before, as a run that is taken up again needs it.
        Assert.Equal(second, new ShuffledOrder(1000, shuffle: true, seed: 9).ForEpoch(1).ToArray());
        Assert.Equal(first, order.ForEpoch(0).ToArray());

        // A fair order leaves about one number at its place, and moves the others by a third of the length on average.
        Assert.InRange(first.Where(static (value, i) => value == i).Count(), 0, 8);
        Assert.InRange(first.Select(static (value, i) => Math.Abs(value - i)).Average(), 300, 367);
    }

    [Fact]
    public void WithoutShufflingTheOrderIsThatOfTheData() =>
        Assert.Equal(Enumerable.Range(0, 50), new ShuffledOrder(50, shuffle: false, seed: 9).ForEpoch(3).ToArray());

    [Fact]
    public void StepsFollowTheScheduleAndTheLastBatchIsWhatIsLeft()
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(learningRate: 1), new SoftmaxCrossEntropy());
        var recorder = new Recorder();
        trainer.Hooks.Add(recorder);

        var schedule = new CosineSchedule(warmUpSteps: 2);
        trainer.Fit(ProbeData.Separable(10), null, new TrainingOptions { Epochs = 2, BatchSize = 4, Schedule = schedule });

        Assert.Equal([4, 4, 2, 4, 4, 2], recorder.Sizes);
        Assert.Equal(Enumerable.Range(0, 6).Select(step => schedule.LearningRate(1, step, 6)), recorder.Rates);
    }

    [Fact]
    public void ReportsProgress()
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        var reports = new Reports(_ => { });
        Dataset data = ProbeData.Separable(20);

        TrainingResult result = trainer.Fit(
            data, data, new TrainingOptions { Epochs = 2, BatchSize = 4, ProgressInterval = 2, EvaluateEveryEpoch = true }, reports);

        // Every second step, the last of each epoch (5 and 10), and after each evaluation.
        Assert.Equal([2, 4, 5, 5, 6, 8, 10, 10], reports.All.Select(static report => report.Step));
        Assert.Equal([1, 1, 1, 1, 2, 2, 2, 2], reports.All.Select(static report => report.Epoch));
        Assert.All(reports.All, report => Assert.Equal((10, 2), (report.TotalSteps, report.Epochs)));
        Assert.All(reports.All, report => Assert.Equal(result.Losses[report.Step - 1], report.Loss));
        Assert.Null(reports.All[0].Test);
        Assert.Equal(result.Test, reports.All[^1].Test);
    }

    [Fact]
    public void StopsWhenCancelledAndSaysWhatWasDone()
    {
        using var source = new CancellationTokenSource();
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(learningRate: 0.5f), new SoftmaxCrossEntropy());
        var reports = new Reports(report =>
        {
            if (report.Step == 7)
            {
                source.Cancel();
            }
        });
        Dataset data = ProbeData.Separable(20);

        TrainingResult result = trainer.Fit(
            data, data, new TrainingOptions { Epochs = 3, BatchSize = 4, ProgressInterval = 1 }, reports, source.Token);

        Assert.True(result.Cancelled);
        Assert.Equal(7, result.Losses.Count);
        Assert.Equal(28, result.Samples);
        Assert.Equal(1, result.Epochs);
        Assert.Null(result.Test);
        Assert.Equal(0.5f, trainer.Optimizer.LearningRate);
    }

    [Fact]
    public void EvaluationCountsEverySample()
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        Dataset data = ProbeData.Separable(21);
        using var whole = LinearProbe.Create(21);
        EvaluationResult pieces = trainer.Evaluate(data);
        EvaluationResult once = new Trainer<LinearProbe>(whole, new Sgd(), new SoftmaxCrossEntropy()).Evaluate(data);
        Assert.Equal(once.Accuracy, pieces.Accuracy);
        Assert.Equal(once.Loss, pieces.Loss, 1e-6);
        Assert.Equal(21, pieces.Count);
    }

    [Fact]
    public void NumbersHaveNoAccuracy()
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(learningRate: 0.1f), new MeanSquaredError());
        Dataset data = Dataset.FromFloats(new float[9], 3, new float[15], 5);
        TrainingResult result = trainer.Fit(data, data, new TrainingOptions { Epochs = 1, BatchSize = 2 });
        Assert.True(double.IsNaN(result.Test!.Accuracy));
        Assert.Equal(0, result.Test.Loss);
    }

    [Fact]
    public void RejectsWhatDoesNotFit()
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        Dataset data = ProbeData.Separable(8);
        Dataset wide = Dataset.FromFloats(new float[8], 4, new int[2]);
        Dataset numbers = Dataset.FromFloats(new float[6], 3, new float[8], 4);
        Assert.Throws<ArgumentException>("train", () => trainer.Fit(wide, null, new TrainingOptions { BatchSize = 4 }));
        Assert.Throws<ArgumentException>("test", () => trainer.Fit(data, numbers, new TrainingOptions { BatchSize = 4 }));
        Assert.Throws<ArgumentException>("data", () => trainer.Evaluate(wide));
        Assert.Throws<ArgumentException>("options", () => trainer.Fit(data, null, new TrainingOptions { BatchSize = 5 }));
        Assert.Throws<ArgumentException>("options", () => trainer.Fit(data, null, new TrainingOptions { BatchSize = 0 }));
        Assert.Throws<ArgumentException>("options", () => trainer.Fit(data, null, new TrainingOptions { BatchSize = 4, Epochs = 0 }));
        Assert.Throws<ArgumentException>(
            "options", () => trainer.Fit(data, null, new TrainingOptions { BatchSize = 4, ProgressInterval = 0 }));
    }

    private static IReadOnlyList<float> Losses(ulong seed, bool shuffle)
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new AdamW(), new SoftmaxCrossEntropy());
        var options = new TrainingOptions { Epochs = 2, BatchSize = 8, Seed = seed, Shuffle = shuffle };
        return trainer.Fit(ProbeData.Separable(60), null, options).Losses;
    }

    private sealed class Recorder : ITrainingHook
    {
        public List<int> Sizes { get; } = [];

        public List<float> Rates { get; } = [];

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            Sizes.Add(batch.Size);
            Rates.Add(context.LearningRate);
            return next(batch);
        }
    }

    private sealed class Reports(Action<TrainingProgress> react) : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value)
        {
            All.Add(value);
            react(value);
        }
    }
}
