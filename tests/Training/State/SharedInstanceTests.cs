using SparseGen.Tests.Data;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.State;

/// <summary>Moments and averages belong to one instance of a model: all instances of a class have one layout, so the layout would not tell.</summary>
public sealed class SharedInstanceTests
{
    public static TheoryData<string> Devices => [.. TestDevices.All];

    private static readonly float[] Input = ProbeData.Normal(ResumedImages.Info.InputSize, seed: 5);

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void AnOptimizerIsForOneInstance(string device)
    {
        using var one = ResumedImages.Create(1, TestDevices.Get(device), seed: 1);
        using var two = ResumedImages.Create(1, TestDevices.Get(device), seed: 2);
        foreach (string name in TestDevices.Cpus.Contains(device) ? ResumedRun.Optimizers.Keys : ["AdamW"])
        {
            var optimizer = (Optimizer)ResumedRun.Optimizers[name]();
            var first = new Trainer<ResumedImages>(one, optimizer, new SoftmaxCrossEntropy());
            var second = new Trainer<ResumedImages>(two, optimizer, new SoftmaxCrossEntropy());
            first.Step(Input, [2]);
            float[] before = ResumedRun.Numbers(two.Parameters);
            var exception = Assert.Throws<ArgumentException>(() => second.Step(Input, [2]));
            Assert.Equal("parameters", exception.ParamName);
            Assert.Contains("another instance of the same model", exception.Message, StringComparison.Ordinal);
            Assert.Contains("Reset()", exception.Message, StringComparison.Ordinal);
            Assert.Equal(before, ResumedRun.Numbers(two.Parameters));
            Assert.Equal((1, 0), (optimizer.StepCount, second.StepCount));

            optimizer.Reset();
            second.Step(Input, [2]);
            Assert.Throws<ArgumentException>(() => first.Step(Input, [2]));
        }
    }

    [Fact]
    public void AnAverageIsForOneInstance()
    {
        using var one = ResumedImages.Create(1, Device.CpuWithThreads(1), seed: 1);
        using var two = ResumedImages.Create(1, Device.CpuWithThreads(1), seed: 2);
        var averaging = new WeightAveraging(0.9f);
        var first = new Trainer<ResumedImages>(one, new Sgd(0.1f), new SoftmaxCrossEntropy()) { Hooks = { averaging } };
        var second = new Trainer<ResumedImages>(two, new Sgd(0.1f), new SoftmaxCrossEntropy()) { Hooks = { averaging } };
        first.Step(Input, [2]);
        float[] average = ResumedRun.Numbers(averaging.Average);
        float[] parameters = ResumedRun.Numbers(two.Parameters);
        var exception = Assert.Throws<InvalidOperationException>(() => second.Step(Input, [2]));
        Assert.Contains("another instance", exception.Message, StringComparison.Ordinal);
        Assert.Equal(average, ResumedRun.Numbers(averaging.Average));
        Assert.Equal(parameters, ResumedRun.Numbers(two.Parameters));

        averaging.Reset();
        second.Step(Input, [2]);
        Assert.Equal(ResumedRun.Numbers(two.Parameters), ResumedRun.Numbers(averaging.Average));
    }

    /// <summary>A state would otherwise take moments of the other instance along, or replace them.</summary>
    [Fact]
    public void AStateIsOfTheTrainersOwnInstance()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("state");
        using var one = ResumedImages.Create(1, Device.CpuWithThreads(1), seed: 1);
        using var two = ResumedImages.Create(1, Device.CpuWithThreads(1), seed: 2);
        var optimizer = new AdamW();
        var averaging = new WeightAveraging(0.9f);
        var first = new Trainer<ResumedImages>(one, optimizer, new SoftmaxCrossEntropy()) { Hooks = { averaging } };
        first.Step(Input, [2]);
        first.SaveState(path);
        var second = new Trainer<ResumedImages>(two, optimizer, new SoftmaxCrossEntropy()) { Hooks = { averaging } };
        Assert.Throws<InvalidOperationException>(() => second.SaveState(folder.File("other")));
        Assert.Throws<InvalidOperationException>(() => second.LoadState(path));
        using (averaging.Apply(one.Parameters))
        {
            // The model holds the average, which is not what a run goes on from.
            Assert.Throws<InvalidOperationException>(() => first.SaveState(folder.File("other")));
        }

        Assert.False(File.Exists(folder.File("other")));
    }

    /// <summary>In the middle of a step the parameters may be anywhere.</summary>
    [Fact]
    public void HooksCannotSaveInTheMiddleOfAStep()
    {
        using var folder = new TemporaryFolder();
        using var model = ResumedImages.Create(1, Device.CpuWithThreads(1), seed: 1);
        var trainer = new Trainer<ResumedImages>(model, new Sgd(0.1f), new SoftmaxCrossEntropy());
        var hook = new Saving(() => trainer.SaveState(folder.File("state")));
        trainer.Hooks.Add(hook);
        Assert.Throws<InvalidOperationException>(() => trainer.Step(Input, [2]));
        hook.Action = () => trainer.LoadState(folder.File("state"));
        Assert.Throws<InvalidOperationException>(() => trainer.Step(Input, [2]));
        Assert.False(File.Exists(folder.File("state")));
    }

    private sealed class Saving(Action action) : ITrainingHook
    {
        public Action Action { get; set; } = action;

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            Action();
            return next(batch);
        }
    }
}
