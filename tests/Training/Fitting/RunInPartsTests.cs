using SparseGen.Tests.Data;

namespace SparseGen.Tests.Training.Fitting;

/// <summary>A run in several calls is the run in one: order of samples, learning rates, noise, bits.</summary>
public sealed class RunInPartsTests
{
    private static readonly Dataset Train = ProbeData.Separable(44);

    private static readonly Dataset Test = ProbeData.Separable(20, seed: 4);

    [Fact]
    public void ThreeCallsOfOneEpochAreOneOfThree()
    {
        using NoisyProbe model = NoisyProbe.Create(8, Device.CpuWithThreads(1), seed: 2);
        using NoisyProbe whole = NoisyProbe.Create(8, Device.CpuWithThreads(1), seed: 2);
        (Trainer<NoisyProbe> trainer, List<string> seen) = NewTrainer(model);
        (Trainer<NoisyProbe> other, List<string> expected) = NewTrainer(whole);
        var options = new TrainingOptions { Epochs = 3, BatchSize = 8, Schedule = new CosineSchedule(4) };
        TrainingResult once = other.Fit(Train, Test, options);
        List<float> losses = [];
        TrainingResult result = once;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            result = trainer.Fit(Train, Test, options with { StartEpoch = epoch, StopEpoch = epoch + 1 });
            Assert.Equal((1, StopReason.Completed), (result.Epochs, result.Stopped));
            losses.AddRange(result.Losses);
        }

        Assert.Equal(expected, seen);
        Assert.Equal(18, seen.Count);
        Assert.Equal(once.Losses, losses);
        Assert.Equal(once.Test, result.Test);
        Assert.Equal(Read(whole.Parameters), Read(model.Parameters));
        Assert.Equal(0.1f, trainer.Optimizer.LearningRate);
    }

    /// <summary>Stopping, best epoch and files are part of the state too: whichever file a run goes on from, it ends as it did.</summary>
    [Fact]
    public void EveryFileGoesOnToTheSameEnd()
    {
        using var folder = new TemporaryFolder();
        using NoisyProbe model = NoisyProbe.Create(8, Device.CpuWithThreads(1), seed: 2);
        double[] script = [3, 2, 1, 2, double.NaN, 1, 0.5];
        TrainingOptions options = Options(Path.Combine(folder.Path, "whole"));
        TrainingResult whole = NewTrainer(model).Trainer.Fit(Train, Test, options);
        Assert.Equal((StopReason.EarlyStopping, 3, 1.0, 6), (whole.Stopped, whole.BestEpoch, whole.BestValue, whole.Epochs));
        string[] files = [.. Directory.GetFiles(options.Checkpoints!.Folder).Select(static file => Path.GetFileName(file)).Order()];
        Assert.Equal(1 + 6 + 9, files.Length);
        foreach (string file in files.Where(static file => file.Contains(".state.", StringComparison.Ordinal)))
        {
            using NoisyProbe again = NoisyProbe.Create(8, Device.CpuWithThreads(1), seed: 99);
            Trainer<NoisyProbe> trainer = NewTrainer(again).Trainer;
            trainer.LoadState(Path.Combine(options.Checkpoints.Folder, file));
            string place = Path.Combine(folder.Path, Path.GetFileNameWithoutExtension(file));
            var events = new List<EpochEndedEventArgs>();
            trainer.EpochEnded += (_, epoch) => events.Add(epoch);
            TrainingResult result = trainer.Fit(Train, Test, Options(place));
            Assert.Equal((StopReason.EarlyStopping, 3, 1.0), (result.Stopped, result.BestEpoch, result.BestValue));
            Assert.Equal(whole.Losses.TakeLast(result.Losses.Count), result.Losses);
            Assert.Equal(whole.Test, result.Test);
            Assert.Equal(Read(model.Parameters), Read(again.Parameters));
            foreach (string saved in Directory.Exists(place) ? Directory.GetFiles(place) : [])
            {
                Assert.Equal(File.ReadAllBytes(Path.Combine(options.Checkpoints.Folder, Path.GetFileName(saved))), File.ReadAllBytes(saved));
            }
        }

        TrainingOptions Options(string place)
        {
            // A script in place of a metric, by the epoch that has just ended: the trainers here are asked about one epoch after another.
            var scripted = new Metric("scripted", isHigherBetter: false, () => script[CurrentEpoch() - 1]);
            return new TrainingOptions
            {
                Epochs = 7,
                BatchSize = 8,
                RestoreBest = scripted,
                EarlyStopping = new EarlyStopping(scripted) { Patience = 3 },
                Checkpoints = new CheckpointPolicy { Folder = place, EverySteps = 4, Best = scripted },
            };
        }
    }

    [Theory]
    [InlineData(-1, null, "StartEpoch is -1; it must be 0 to 2")]
    [InlineData(3, null, "StartEpoch is 3; it must be 0 to 2")]
    [InlineData(1, 1, "StopEpoch is 1; it must be 2 to 3")]
    [InlineData(0, 4, "StopEpoch is 4; it must be 1 to 3")]
    public void EpochsOutsideTheRunAreRefused(int start, int? stop, string expected)
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        var options = new TrainingOptions { Epochs = 3, BatchSize = 8, StartEpoch = start, StopEpoch = stop };
        Assert.Contains(expected, Assert.Throws<ArgumentException>("options", () => trainer.Fit(Train, null, options)).Message, StringComparison.Ordinal);
    }

    [ThreadStatic]
    private static Trainer<NoisyProbe>? s_current;

    private static int CurrentEpoch() => s_current!.Position.Epoch;

    private static (Trainer<NoisyProbe> Trainer, List<string> Seen) NewTrainer(NoisyProbe model)
    {
        var look = new Look();
        s_current = new Trainer<NoisyProbe>(model, new AdamW(0.1f), new SoftmaxCrossEntropy()) { Hooks = { look } };
        return (s_current, look.Seen);
    }

    private static float[] Read(ParameterVector vector)
    {
        float[] values = new float[vector.Length];
        vector.Read(values);
        return values;
    }

    private sealed class Look : ITrainingHook
    {
        public List<string> Seen { get; } = [];

        public HookEffects Effects => HookEffects.None;

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            Seen.Add($"{string.Join(",", batch.Input.ToArray())} at {context.LearningRate:R}");
            return next(batch);
        }
    }
}
