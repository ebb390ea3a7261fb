namespace SparseGen.Tests.Training.NonFinite;

/// <summary>A step whose loss or gradient is not finite moves nothing: it throws, is left out, or goes back, as it was asked to.</summary>
public sealed class NonFiniteStepTests
{
    private const int Batch = 4;

    public static TheoryData<string, string> Bad => new()
    {
        { "cpu-1", "input" }, { "cpu-1", "hook" }, { "cpu-1", "loss" }, { "cpu-3", "input" }, { "opencl", "input" }, { "opencl", "hook" },
        { "cuda", "input" },
    };

    [SkippableTheory]
    [MemberData(nameof(Bad))]
    public void ABadStepLeavesNoTrace(string device, string where)
    {
        using var model = new TwoBlocks(Batch, TestDevices.Get(device), seed: 3);
        using var undisturbed = new TwoBlocks(Batch, TestDevices.Get(device), seed: 3);
        var hook = new Spoiling();
        var optimizer = new AdamW(0.01f);
        var trainer = new Trainer<TwoBlocks>(model, optimizer, new SoftmaxCrossEntropy()) { Hooks = { hook } };
        var other = new Trainer<TwoBlocks>(undisturbed, new AdamW(0.01f), new SoftmaxCrossEntropy()) { Hooks = { new Spoiling() } };
        Assert.Equal(Step(trainer, 0), Step(other, 0));
        float[] before = Read(model.Parameters);

        hook.Spoil = where;
        var exception = Assert.Throws<NonFiniteException>(() => Step(trainer, 1, bad: where == "input"));
        Assert.Equal(before, Read(model.Parameters));
        Assert.Equal(1, optimizer.StepCount);
        Assert.Equal(1, exception.Report!.Step);
        Assert.Same(exception.Report, trainer.LastNonFinite);
        string expected = where == "input" ? "input[0] of sample 2 is NaN (1 of 120)" : "a hook made them what they were";
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains("lower learning rate", exception.Message, StringComparison.Ordinal);

        hook.Spoil = "";
        Assert.Equal(Step(trainer, 1), Step(other, 1));
        Assert.Equal(Read(undisturbed.Parameters), Read(model.Parameters));
        Assert.Equal([0, 1, 1], hook.Steps);
    }

    [Fact]
    public void ASkippedStepIsCountedAndTheNextIsAnother()
    {
        using var model = new TwoBlocks(Batch, Device.CpuWithThreads(1), seed: 3);
        var hook = new Spoiling();
        var optimizer = new AdamW(0.01f);
        var trainer = new Trainer<TwoBlocks>(model, optimizer, new SoftmaxCrossEntropy()) { Hooks = { hook }, OnNonFinite = OnNonFinite.Skip };
        Step(trainer, 0);
        float[] before = Read(model.Parameters);
        Assert.True(float.IsNaN(Step(trainer, 1, bad: true)));
        Assert.True(float.IsNaN(Step(trainer, 1, bad: true)));
        Assert.Equal(before, Read(model.Parameters));
        Step(trainer, 2);
        Assert.Equal(2, trainer.SkippedSteps);
        Assert.Equal(2, optimizer.StepCount);
        Assert.Equal([0, 1, 2, 3], hook.Steps);

        // Parameters that are no numbers make every batch a bad one.
        model.Parameters.Scale(float.NaN);
        var exception = Assert.Throws<NonFiniteException>(() => Step(trainer, 3));
        Assert.Contains("no other batch would help", exception.Message, StringComparison.Ordinal);
        Assert.Contains("The parameter blocks.0.norm1.weight[0] is NaN (6 of 6)", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adamw")]
    [InlineData("lion")]
    public void RollingBackTakesParametersOptimiserAndHooksAlong(string optimizer)
    {
        using var model = new TwoBlocks(Batch, Device.CpuWithThreads(1), seed: 3);
        using var undisturbed = new TwoBlocks(Batch, Device.CpuWithThreads(1), seed: 3);
        var averaging = new WeightAveraging(0.9f);
        var expected = new WeightAveraging(0.9f);
        var trainer = new Trainer<TwoBlocks>(model, Optimizer(optimizer), new SoftmaxCrossEntropy())
        {
            Hooks = { averaging },
            OnNonFinite = OnNonFinite.RollBack,
            RollBackInterval = 4,
        };
        var other = new Trainer<TwoBlocks>(undisturbed, Optimizer(optimizer), new SoftmaxCrossEntropy()) { Hooks = { expected } };

        // Good states are those of steps 0 and 4; the steps from 4 on are undone by the bad one.
        for (int step = 0; step < 7; step++)
        {
            Step(trainer, step);
            if (step < 4)
            {
                Step(other, step);
            }
        }

        Step(trainer, 7, bad: true);
        Assert.Equal(1, trainer.SkippedSteps);
        Assert.Equal(Read(undisturbed.Parameters), Read(model.Parameters));
        Assert.Equal(Read(expected.Average), Read(averaging.Average));

        for (int step = 8; step < 10; step++)
        {
            Step(trainer, step);
            Step(other, step);
        }

        Assert.Equal(Read(undisturbed.Parameters), Read(model.Parameters));
        Assert.Equal(Read(expected.Average), Read(averaging.Average));
    }

    [Fact]
    public void RollingBackEndsSomewhere()
    {
        using var model = new TwoBlocks(Batch, Device.CpuWithThreads(1), seed: 3);
        var trainer = new Trainer<TwoBlocks>(model, new AdamW(), new SoftmaxCrossEntropy()) { OnNonFinite = OnNonFinite.RollBack };
        Assert.Contains("no good state yet", Assert.Throws<NonFiniteException>(() => Step(trainer, 0, bad: true)).Message, StringComparison.Ordinal);
        Step(trainer, 0);
        for (int attempt = 0; attempt < trainer.MaxRollBacks; attempt++)
        {
            Step(trainer, 1, bad: true);
        }

        var exception = Assert.Throws<NonFiniteException>(() => Step(trainer, 1, bad: true));
        Assert.Contains("went back to the state of step 0 3 times", exception.Message, StringComparison.Ordinal);
        Assert.Equal(3, trainer.SkippedSteps);
    }

    /// <summary>Squares of it overflow single precision and the largest of a vector does not: large is not infinite, but Adam cannot take it.</summary>
    [SkippableTheory]
    [InlineData("cpu-1")]
    [InlineData("simulator")]
    [InlineData("opencl")]
    [InlineData("cuda")]
    public void LargeGradientsAreFiniteButTooLargeForTheSecondMoment(string device)
    {
        using var model = new SparseThree(Batch, TestDevices.Get(device), seed: 3);
        var loss = new SteepLoss(1e20f);
        float[] input = ProbeData.Normal(Batch * 23, seed: 1);
        Assert.Equal(1, new Trainer<SparseThree>(model, new Sgd(1e-30f), loss).Step(input, [0, 1, 2, 3]));

        var adam = new Trainer<SparseThree>(model, new AdamW(), loss);
        var exception = Assert.Throws<NonFiniteException>(() => adam.Step(input, [0, 1, 2, 3]));
        Assert.Contains("The gradient of head.bias[0] is 4E+20 (4 of 4) went wrong first", exception.Message, StringComparison.Ordinal);
        Assert.Equal(4e20f, exception.Report!.Gradients[0].Value);
        loss.Slope = 1e18f;
        Assert.Equal(1, adam.Step(input, [0, 1, 2, 3]));
        Assert.True(float.IsFinite(model.Parameters.InfinityNorm()));
    }

    [Fact]
    public void SettingsOutsideTheirRangesAreRefused()
    {
        using var model = LinearProbe.Create(1);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(), new SoftmaxCrossEntropy());
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.OnNonFinite = (OnNonFinite)7);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.RollBackInterval = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.MaxRollBacks = 0);
    }

    [Fact]
    public void StepsThatKeepGoodStatesAllocateNothingInBetween()
    {
        using var model = new TwoBlocks(Batch, Device.CpuWithThreads(1), seed: 3);
        var trainer = new Trainer<TwoBlocks>(model, new AdamW(), new SoftmaxCrossEntropy())
        {
            OnNonFinite = OnNonFinite.RollBack,
            RollBackInterval = int.MaxValue,
        };
        float[] input = ProbeData.Normal(Batch * 30, seed: 1);
        int[] labels = [0, 1, 2, 3];
        Allocations.AssertNone(() => trainer.Step(input, labels));
    }

    private static float Step(Trainer<TwoBlocks> trainer, int step, bool bad = false)
    {
        float[] input = ProbeData.Normal(Batch * 30, seed: (ulong)step);
        input[2 * 30] = bad ? float.NaN : input[2 * 30];
        return trainer.Step(input, [0, 1, 2, 3]);
    }

    private static IOptimizer Optimizer(string name) => name switch
    {
        "sgd" => new Sgd(0.01f, momentum: 0.9f),
        "lion" => new Lion(0.001f),
        _ => new AdamW(0.01f),
    };

    private static float[] Read(ParameterVector vector)
    {
        float[] values = new float[vector.Length];
        vector.Read(values);
        return values;
    }

    private sealed class Spoiling : ITrainingHook
    {
        public string Spoil { get; set; } = "";

        public List<long> Steps { get; } = [];

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            Steps.Add(context.Step);
            float loss = next(batch);
            if (Spoil == "hook")
            {
                context.Gradients.Scale(float.NaN);
            }

            return Spoil == "loss" ? float.PositiveInfinity : loss;
        }
    }
}
