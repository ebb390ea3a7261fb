using SparseGen.Tests.Data;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.State;

/// <summary>A state that does not fit is refused with all that differs, and changes nothing.</summary>
public sealed class StateMismatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ResumedImages _model = ResumedImages.Create(ResumedRun.Batch, Device.CpuWithThreads(1), seed: 1);

    private string State => _folder.File("run.state");

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void AllDifferencesAreListed()
    {
        Trainer<ResumedImages> saved = Trained("AdamW", "averages");
        saved.SaveState(State);

        Trainer<ResumedImages> other = ResumedRun.Trainer(_model, "Sgd with momentum", "clipping", seed: 2);
        CheckpointException exception = AssertNothingChanges(other, () => other.LoadState(State));
        Assert.Contains("optimizer/type is AdamW in the state; the trainer has Sgd", exception.Differences);
        Assert.Contains("optimizer/momentum is missing in the state", exception.Differences);
        Assert.Contains("optimizer/beta1 is 0.9 in the state; the trainer has no such thing", exception.Differences);
        Assert.Contains("hooks.0/type is WeightAveraging in the state; the trainer has GradientClipping", exception.Differences);
        Assert.Contains("hooks.1/decay is 0.5 in the state; the trainer has no such thing", exception.Differences);
        Assert.Contains(exception.Differences, line => line.StartsWith("optimizer/second/head.weight is F32 [5, 7] in the state; the trainer has no", StringComparison.Ordinal));
        Assert.Contains(exception.Differences, line => line.StartsWith("hooks.0/average/", StringComparison.Ordinal));
    }

    [Fact]
    public void HyperParametersHaveToBeTheSame()
    {
        var saved = new Trainer<ResumedImages>(_model, new AdamW(0.01f, beta2: 0.99f), new SoftmaxCrossEntropy());
        saved.SaveState(State);
        var other = new Trainer<ResumedImages>(_model, new AdamW(0.02f, weightDecay: 0.5f), new MeanSquaredError());
        CheckpointException exception = AssertNothingChanges(other, () => other.LoadState(State));
        Assert.Equal(
            [
                "loss/type is SoftmaxCrossEntropy in the state; the trainer has MeanSquaredError",
                "loss/label smoothing is 0 in the state; the trainer has no such thing",
                "optimizer/beta2 is 0.99 in the state; the trainer has 0.999",
                "optimizer/weight decay is 0.01 in the state; the trainer has 0.5",
            ],
            exception.Differences.Order(StringComparer.Ordinal).OrderBy(static line => line.StartsWith("loss/type", StringComparison.Ordinal) ? 0 : 1));
    }

    [Fact]
    public void AnotherModelIsNamedAndItsTensorsAreListed()
    {
        Trained("Sgd", "none").SaveState(State);
        using SmallImages images = SmallImages.Create(2, Device.CpuWithThreads(1));
        var other = new Trainer<SmallImages>(images, new Sgd(0.05f), new SoftmaxCrossEntropy());
        var exception = Assert.Throws<CheckpointException>(() => other.LoadState(State));
        Assert.Contains("the model is SmallImages; the state is one of ResumedImages", exception.Differences);
        Assert.Contains("parameters/head.weight is F32 [5, 7] in the state; the model has [5, 3]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamageAnywhereIsNoticedAndChangesNothing()
    {
        Trained("AdamW", "averages").SaveState(State);
        byte[] bytes = File.ReadAllBytes(State);
        Trainer<ResumedImages> trainer = ResumedRun.Trainer(_model, "AdamW", "averages", seed: 2);
        for (int place = 0; place < bytes.Length; place += 97)
        {
            byte[] damaged = [.. bytes];
            damaged[place] ^= 4;
            File.WriteAllBytes(State, damaged);
            AssertNothingChanges(trainer, () => trainer.LoadState(State));
        }

        foreach (int length in new[] { 0, 7, 100, bytes.Length - 1 })
        {
            File.WriteAllBytes(State, bytes[..length]);
            AssertNothingChanges(trainer, () => trainer.LoadState(State));
        }

        File.WriteAllBytes(State, bytes);
        trainer.LoadState(State);
    }

    /// <summary>What a hook throws when all others have their values already.</summary>
    [Fact]
    public void AHookThatThrowsWhileItTakesItsStateOverBringsAllBack()
    {
        Trainer<ResumedImages> saved = ResumedRun.Trainer(_model, "AdamW", "averages", seed: 1);
        var hook = new Throwing();
        saved.Hooks.Add(hook);
        saved.Fit(ResumedRun.Data, null, ResumedRun.Options);
        saved.SaveState(State);
        saved.Fit(ResumedRun.Data, null, ResumedRun.Options);

        hook.Throws = true;
        CheckpointException exception = AssertNothingChanges(saved, () => saved.LoadState(State));
        Assert.Contains("hooks.2/value cannot be taken over: not today", exception.Message, StringComparison.Ordinal);

        // The moments too: another step is what it would have been.
        List<float> before = ResumedRun.Bits(saved);
        saved.SaveState(_folder.File("after"));
        hook.Throws = false;
        saved.LoadState(_folder.File("after"));
        Assert.Equal(before, ResumedRun.Bits(saved));
        Assert.Equal(2 * ResumedRun.Steps, ((AdamW)saved.Optimizer).StepCount);
    }

    [Fact]
    public void ACheckpointIsNoStateAndAStateNoCheckpoint()
    {
        Checkpoint.Save(State, _model);
        Trainer<ResumedImages> trainer = ResumedRun.Trainer(_model, "Sgd", "none", seed: 2);
        CheckpointException exception = AssertNothingChanges(trainer, () => trainer.LoadState(State));
        Assert.Contains("no training state", exception.Message, StringComparison.Ordinal);

        trainer.SaveState(State);
        Assert.Throws<CheckpointException>(() => Checkpoint.Load(State, _model.Parameters));
    }

    /// <summary>A run of other settings is refused when it is asked for, and a new one can be had.</summary>
    [Fact]
    public void ARunThatGoesOnIsTheRunThatWasInterrupted()
    {
        using var stop = new CancellationTokenSource();
        Trainer<ResumedImages> saved = ResumedRun.Trainer(_model, "AdamW", "none", seed: 1);
        TrainingResult half = saved.Fit(
            ResumedRun.Data,
            null,
            ResumedRun.Options,
            new ResumedRun.AtEachReport(report => (report.Step == 2 ? stop.Cancel : (Action)(static () => { }))()),
            stop.Token);
        Assert.True(half.Cancelled);
        saved.SaveState(State);
        saved.LoadState(State);
        Assert.True(saved.Position.IsLoaded);
        Assert.Equal((0, 2 * ResumedRun.Batch, 2), (saved.Position.Epoch, saved.Position.Sample, saved.Position.Step));

        TrainingOptions asked = ResumedRun.Options with { Seed = 7, BatchSize = 3, Epochs = 9, Schedule = new ConstantSchedule(), Shuffle = false };
        List<float> before = ResumedRun.Bits(saved);
        var exception = Assert.Throws<ArgumentException>(() => saved.Fit(ResumedRun.Data, null, asked));
        foreach (string part in new[]
        {
            "epochs 9 in place of 2", "batch size 3 in place of 4", "shuffle false in place of true", "seed 7 in place of 6",
            "schedule ConstantSchedule in place of CosineSchedule(warm-up steps 2, minimum 0)",
        })
        {
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, ResumedRun.Bits(saved));
        saved.Position.Reset();
        Assert.Equal(9 * 4, saved.Fit(ResumedRun.Data, null, asked).Losses.Count);
    }

    [Fact]
    public void ARunThatCameToItsEndIsFollowedByANewOne()
    {
        Trainer<ResumedImages> saved = Trained("AdamW", "none");
        saved.SaveState(State, new Dictionary<string, string> { ["note"] = "mine" });
        saved.Fit(ResumedRun.Data, null, ResumedRun.Options);
        List<float> expected = ResumedRun.Bits(saved);
        Trainer<ResumedImages> again = ResumedRun.Trainer(_model, "AdamW", "none", seed: 2);
        Assert.Equal("mine", again.LoadState(State).Metadata["note"]);
        Assert.Equal(ResumedRun.Steps, again.Fit(ResumedRun.Data, null, ResumedRun.Options).Losses.Count);
        Assert.Equal(expected, ResumedRun.Bits(again));
    }

    private Trainer<ResumedImages> Trained(string optimizer, string hooks)
    {
        Trainer<ResumedImages> trainer = ResumedRun.Trainer(_model, optimizer, hooks, seed: 1);
        trainer.Fit(ResumedRun.Data, null, ResumedRun.Options);
        return trainer;
    }

    private static CheckpointException AssertNothingChanges(Trainer<ResumedImages> trainer, Action action)
    {
        (long, ulong, float) Numbers() => (trainer.StepCount, trainer.Model.NoiseStep, trainer.Optimizer.LearningRate);
        (long, ulong, float) before = Numbers();
        float[] parameters = ResumedRun.Numbers(trainer.Model.Parameters);
        var exception = Assert.Throws<CheckpointException>(action);
        Assert.Equal(parameters, ResumedRun.Numbers(trainer.Model.Parameters));
        Assert.Equal(before, Numbers());
        Assert.False(trainer.Position.IsLoaded);
        return exception;
    }

    private sealed class Throwing : ITrainingHook, IStateful
    {
        public bool Throws { get; set; }

        void IStateful.DescribeState(StateFields state) => state.Integer("value", static () => 1, _ =>
        {
            if (Throws)
            {
                Throws = false;
                throw new NotSupportedException("not today");
            }
        });

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next) => next(batch);
    }
}
