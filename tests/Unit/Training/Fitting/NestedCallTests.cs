namespace SparseGen.Tests.Training.Fitting;

/// <summary>Hooks, losses and callbacks may call the trainer that runs them; what cannot be right is refused, and the trainer goes on to work.</summary>
public sealed class NestedCallTests
{
    private static readonly Dataset Data = ProbeData.Separable(16);

    private static readonly TrainingOptions Options = new() { Epochs = 1, BatchSize = 8, ProgressInterval = 1 };

    [Theory]
    [InlineData("Step", "hook", "Step was called while a step of this trainer is running")]
    [InlineData("Fit", "hook", "Fit was called while a step of this trainer is running")]
    [InlineData("Step", "after", "Step was called while a step of this trainer is running")]
    [InlineData("Fit", "after", "Fit was called while a step of this trainer is running")]
    [InlineData("Step", "loss", "Step was called while a step of this trainer is running")]
    [InlineData("Step", "progress", "Step was called while Fit of this trainer is running")]
    [InlineData("Fit", "progress", "Fit was called while Fit of this trainer is running")]
    [InlineData("Evaluate", "evaluation", "Evaluate was called while an evaluation of this trainer is running")]
    public void WhatCannotBeRightIsRefused(string call, string place, string expected)
    {
        var plan = new Plan(call, place);
        var exception = Assert.Throws<InvalidOperationException>(() => plan.Run());
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);

        // And the next run is as good as any.
        plan.IsArmed = false;
        Assert.Equal(2, plan.Run().Losses.Count);
        Assert.True(float.IsFinite(plan.Trainer.Step(new float[LinearProbe.Inputs], [0])));
    }

    [Theory]
    [InlineData("hook")]
    [InlineData("after")]
    [InlineData("loss")]
    [InlineData("progress")]
    public void EvaluatingIsWelcomeEverywhere(string place) => Assert.Equal(2, new Plan("Evaluate", place).Run().Losses.Count);

    /// <summary>The optimiser has moved: whatever a hook throws then, the counts of both go on alike, and its neighbours are told.</summary>
    [Fact]
    public void AnExceptionAfterTheStepLeavesNoCountBehind()
    {
        using var model = LinearProbe.Create(8);
        var optimizer = new AdamW();
        var trainer = new Trainer<LinearProbe>(model, optimizer, new SoftmaxCrossEntropy());
        var counting = new Counting();
        trainer.Hooks.Add(new Calling(static () => { }, static () => throw new TimeoutException("the first")));
        trainer.Hooks.Add(new Calling(static () => { }, static () => throw new TimeoutException("the second")));
        trainer.Hooks.Add(counting);
        for (int step = 0; step < 3; step++)
        {
            Assert.Equal("the first", Assert.Throws<TimeoutException>(() => trainer.Step(new float[LinearProbe.Inputs], [0])).Message);
        }

        Assert.Equal(3, optimizer.StepCount);
        Assert.Equal([0, 1, 2], counting.Before);
        Assert.Equal([0, 1, 2], counting.After);
    }

    /// <summary>Without a token of its own, a run is not cancelled by an exception that a callback throws for its own reasons.</summary>
    [Fact]
    public void ACallbacksOwnCancellationIsNotSwallowed()
    {
        using var model = LinearProbe.Create(8);
        var trainer = new Trainer<LinearProbe>(model, new Sgd(learningRate: 0.5f), new SoftmaxCrossEntropy());
        var progress = new Reporting(static () => throw new OperationCanceledException("mine"));
        Assert.Equal("mine", Assert.Throws<OperationCanceledException>(() => trainer.Fit(Data, null, Options, progress)).Message);
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Data, null, Options, progress, source.Token));
        Assert.Equal(0.5f, trainer.Optimizer.LearningRate);
    }

    private sealed class Plan : ILoss
    {
        private readonly string _call;
        private readonly string _place;
        private readonly SoftmaxCrossEntropy _loss = new();

        public Plan(string call, string place)
        {
            (_call, _place) = (call, place);
            Trainer = new Trainer<LinearProbe>(LinearProbe.Create(8), new Sgd(), this);
            Trainer.Hooks.Add(new Calling(() => At("hook"), () => At("after")));
        }

        public Trainer<LinearProbe> Trainer { get; }

        public bool IsArmed { get; set; } = true;

        public TrainingResult Run() => Trainer.Fit(Data, Data, Options, new Reporting(() => At("progress")));

        public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
        {
            At(outputGradient.IsEmpty ? "evaluation" : "loss");
            return _loss.Evaluate(output, targets, batchSize, outputGradient);
        }

        private void At(string place)
        {
            if (!IsArmed || place != _place)
            {
                return;
            }

            _ = _call switch
            {
                "Step" => Trainer.Step(new float[LinearProbe.Inputs], [0]),
                "Fit" => Trainer.Fit(Data, null, Options).Seconds,
                _ => Trainer.Evaluate(Data).Loss,
            };
        }
    }

    private sealed class Calling(Action inStep, Action afterStep) : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            inStep();
            return next(batch);
        }

        public void AfterStep(TrainingContext context) => afterStep();
    }

    private sealed class Counting : ITrainingHook
    {
        public List<long> Before { get; } = [];

        public List<long> After { get; } = [];

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            Before.Add(context.Step);
            return next(batch);
        }

        public void AfterStep(TrainingContext context) => After.Add(context.Step);
    }

    private sealed class Reporting(Action react) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => react();
    }
}
