using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training;

/// <summary>What training refuses before a step, and that the message has the argument, its value and what was expected.</summary>
public sealed class TrainingArgumentTests
{
    [Fact]
    public void MoreStepsThanTheirLossesCanBeListedAreRefused()
    {
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        var options = new TrainingOptions { Epochs = int.MaxValue, BatchSize = 2 };
        Refused("options", "Epochs is 2147483647; with 2 steps an epoch (3 samples, BatchSize 2) it must be 1 to 1073741795", () =>
            trainer.Fit(ProbeData.Separable(3), null, options));
    }

    /// <summary>A run may be meant to be stopped: two billion losses would need eight gigabytes.</summary>
    [Fact]
    public void StepsThatARunDoesNotReachNeedNoMemory()
    {
        using var source = new CancellationTokenSource();
        using var model = LinearProbe.Create(4);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy()) { Hooks = { new StopAfter(5, source) } };
        Dataset data = ProbeData.Separable(3);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TrainingResult result = trainer.Fit(data, null, new TrainingOptions { Epochs = 1_000_000_000, BatchSize = 2 }, null, source.Token);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal((5, 2, true), (result.Losses.Count, result.Epochs, result.Cancelled));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 30)]
    [InlineData(int.MaxValue)]
    public void ABorderWhoseMovesCannotBeCountedIsRefused(int padding) =>
        Refused("padding", $"padding is {padding}; it must be 1 to 1073741823", () => _ = new RandomCrop(padding));

    [Fact]
    public void NullIsNoTermOfForgetting() =>
        Refused("remembering", "remembering has null at place 0", () => _ = new SelectiveForgetting([null!]));

    [Fact]
    public void VectorsOfAnotherModelAreNamedAsTheyWereGiven()
    {
        ParameterVector vector = LinearProbe.NewVector(Device.CpuWithThreads(1));
        using var other = new SmoothMlp(1);
        Assert.Throws<ArgumentNullException>("x", () => vector.Axpy(1, null!));
        Assert.Throws<ArgumentNullException>("source", () => vector.CopyFrom(null!));
        Refused("x", "the layout of another model", () => vector.Axpy(1, other.Parameters));
        Refused("source", "the layout of another model", () => vector.CopyFrom(other.Parameters));
    }

    [Fact]
    public void MemoriesOfAnotherModelAreRefused()
    {
        using var other = new SmoothMlp(4);
        Dataset samples = Dataset.FromFloats(new float[24], 6, new int[4]);
        using var model = LinearProbe.Create(4);
        Refused(new ElasticWeightConsolidation(FisherDiagonal.Estimate(other, new SoftmaxCrossEntropy(), samples)), "needs the FisherDiagonal of the trainer's model, LinearProbe");
        Refused(Distillation.Of(other, samples, batchSize: 2), "was made of a model with 6 inputs and 3 outputs");

        void Refused(RememberingTerm term, string message)
        {
            var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy()) { Hooks = { new SelectiveForgetting([term]) } };
            var exception = Assert.Throws<InvalidOperationException>(() => trainer.Step(new float[3], new int[1]));
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
            Assert.Equal(0, model.ForwardPasses);
        }
    }

    private static void Refused(string name, string message, Action action)
    {
        var exception = Assert.ThrowsAny<ArgumentException>(action);
        Assert.Equal(name, exception.ParamName);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    private sealed class StopAfter(int steps, CancellationTokenSource source) : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next) => next(batch);

        public void AfterStep(TrainingContext context)
        {
            if (context.Step + 1 == steps)
            {
                source.Cancel();
            }
        }
    }
}
