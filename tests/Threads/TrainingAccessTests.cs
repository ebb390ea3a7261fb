using SparseGen.Execution;

namespace SparseGen.Tests.Threads;

/// <summary>Training has the model for itself: who comes beside it is refused, and who comes beside <c>Forward</c> with training too.</summary>
public sealed class TrainingAccessTests
{
    public static TheoryData<string> Devices => [.. TestDevices.All];

    /// <summary>A hook holds a step up while another thread tries everything.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void WhateverComesBesideAStepIsRefusedAndTheStepIsUnharmed(string deviceName)
    {
        Device device = TestDevices.Get(deviceName);
        using var model = new ThreadedMlp(maxBatch: 2, device, seed: 1);
        var trainer = new Trainer<ThreadedMlp>(model, new Sgd(0.1f), new MeanSquaredError());
        float[] input = new float[2 * 64];
        string[] refusals = [];
        trainer.Hooks.Add(new Meanwhile(() => refusals =
        [
            Refusal(() => model.Forward(input, new float[2 * 64])),
            Refusal(() => model.ForwardTraining(input)),
            Refusal(() => trainer.Step(input, new float[2 * 64])),
            Refusal(() => model.Parameters.Scale(2)),
            Refusal(() => model.Parameters.SetTensor("fc1.bias", new float[128])),
            Refusal(() => _ = model.Output.Length),
        ]));

        Assert.True(float.IsFinite(trainer.Step(input, new float[2 * 64])));
        Assert.Equal(6, refusals.Length);
        Assert.All(refusals, message => Assert.Contains("while", message, StringComparison.Ordinal));
        model.Forward(input, new float[2 * 64]);
        Assert.Equal(1, trainer.StepCount);
    }

    [Fact]
    public void TheThreadThatTrainsMayDoEverything()
    {
        using var model = new ThreadedMlp(maxBatch: 2, Device.CpuWithThreads(2), seed: 1);
        var trainer = new Trainer<ThreadedMlp>(model, new Sgd(0.1f), new MeanSquaredError());
        bool done = false;
        trainer.Hooks.Add(new Meanwhile(
            () =>
            {
                model.Forward(new float[64], new float[64]);
                model.Parameters.Scale(1);
                model.Parameters.GetTensor("fc1.bias", new float[128]);
                Assert.Throws<InvalidOperationException>(model.Dispose);
                done = true;
            },
            isElsewhere: false));
        trainer.Step(new float[2 * 64], new float[2 * 64]);
        Assert.True(done);
    }

    [Fact]
    public void TrainingIsRefusedBesideForwardAndWelcomeAfterwards()
    {
        var access = new ModelAccess();
        bool begun = access.BeginForward();
        Assert.Contains("Forward runs on 1 other thread", Refusal(() => access.BeginTraining("Step")), StringComparison.Ordinal);
        Assert.Equal(string.Empty, Elsewhere(() => access.EndForward(access.BeginForward())));
        access.EndForward(begun);
        access.BeginTraining("Step");
        access.EndTraining();
    }

    [Fact]
    public void DisposeWaitsForCallsAndRefusesLaterOnes()
    {
        var access = new ModelAccess();
        bool begun = access.BeginForward();
        var closing = new Thread(access.Close);
        closing.Start();
        Assert.False(closing.Join(50));
        access.EndForward(begun);
        closing.Join();
        Assert.Throws<ObjectDisposedException>(() => { access.BeginForward(); });
        Assert.Throws<ObjectDisposedException>(() => { access.BeginTraining("Step"); });
    }

    private static string Refusal(Action action) => Assert.Throws<InvalidOperationException>(action).Message;

    /// <summary>The message of what an action throws on another thread; empty for nothing.</summary>
    private static string Elsewhere(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        return failure?.ToString() ?? string.Empty;
    }

    private sealed class Meanwhile(Action action, bool isElsewhere = true) : ITrainingHook
    {
        public HookEffects Effects => HookEffects.None;

        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            if (isElsewhere)
            {
                Assert.Equal(string.Empty, Elsewhere(action));
            }
            else
            {
                action();
            }

            return next(batch);
        }
    }
}
