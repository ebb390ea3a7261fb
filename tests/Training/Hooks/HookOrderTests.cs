using SparseGen.Tests.Models;
using SparseGen.Tests.Training.Forgetting;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>Orders of hooks that make no sense are refused when their first step runs, with a message that says what to do.</summary>
public sealed class HookOrderTests
{
    private const string PutInFront = "put it in front", Remove = "remove one of the two";

    public static TheoryData<string, string, Func<ITrainingHook[]>> Refused => new()
    {
        { "GradientClipping", PutInFront, () => [new GradientRegularization(1), new GradientClipping(1)] },
        { "GradientClipping", PutInFront, () => [new SharpnessAwareMinimization(), new GradientClipping(1)] },
        { "GradientClipping", PutInFront, () => [new SelectiveForgetting([]), new GradientClipping(1)] },
        { "Flooding", PutInFront, () => [new GradientRegularization(1), new Flooding(1)] },
        { "Flooding", PutInFront, () => [new SharpnessAwareMinimization(), new WeightAveraging(0.9f), new Flooding(1)] },
        { "Flooding", PutInFront, () => [new SelectiveForgetting([]), new Flooding(1)] },
        { "Flooding", Remove, () => [new Flooding(2), new Flooding(1)] },
        { "MixUp", PutInFront, () => [new GradientRegularization(1), new MixUp(1)] },
        { "MixUp", PutInFront, () => [Exact(), new MixUp(1)] },
        { "MixUp", PutInFront, () => [new SharpnessAwareMinimization(), new GradientRegularization(1), new MixUp(1)] },
        { "MixUp", Remove, () => [new SelectiveForgetting([]), new MixUp(1)] },
        { "RandomFlip", PutInFront, () => [new SelectiveForgetting([]), new RandomFlip()] },
        { "SharpnessAwareMinimization", Remove, () => [new SharpnessAwareMinimization(), new SharpnessAwareMinimization()] },
        { "SharpnessAwareMinimization", PutInFront, () => [new GradientRegularization(1), new SharpnessAwareMinimization()] },
        { "SharpnessAwareMinimization", PutInFront, () => [Exact(), new SharpnessAwareMinimization()] },
        { "SharpnessAwareMinimization", PutInFront, () => [new SelectiveForgetting([]), new SharpnessAwareMinimization()] },
        { "GradientRegularization", Remove, () => [new GradientRegularization(1), new GradientRegularization(1)] },
        { "GradientRegularization", PutInFront, () => [new SelectiveForgetting([]), new GradientRegularization(1)] },
        { "SelectiveForgetting", Remove, () => [new SelectiveForgetting([]), new SelectiveForgetting([])] },
        { "SelectiveForgetting", Remove, () => [new MixUp(1), new SelectiveForgetting([])] },
        { "SelectiveForgetting", Remove, () => [Exact(), new SelectiveForgetting([])] },
        { "PassOn", PutInFront, () => [Exact(), new PassOn()] },
    };

    public static TheoryData<string, Func<ITrainingHook[]>> Accepted => new()
    {
        { "clip, flood, regularise", () => [new GradientClipping(1), new Flooding(0.1f), new GradientRegularization(0.1f)] },
        { "flood, clip, look ahead", () => [new Flooding(0.1f), new GradientClipping(1), new SharpnessAwareMinimization()] },
        { "look ahead, regularise", () => [new SharpnessAwareMinimization(), new GradientRegularization(0.1f)] },
        { "mix, clip, look ahead", () => [new MixUp(1), new GradientClipping(1), new SharpnessAwareMinimization()] },
        { "clip, mix, regularise", () => [new GradientClipping(1), new MixUp(1), new GradientRegularization(0.1f)] },
        { "two averages", () => [new WeightAveraging(0.5f), new GradientRegularization(0.1f), new WeightAveraging(0.9f)] },
        { "a hook of a user", () => [new PassOn(), new GradientRegularization(0.1f), new PassOn()] },
        { "two clippings", () => [new GradientClipping(2), new GradientClipping(1)] },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void RefusesWhatMakesNoSense(string inner, string remedy, Func<ITrainingHook[]> hooks)
    {
        using var regression = new Regression<SmoothMlp>("cpu-1", new Sgd(0.1f), hooks());
        uint[] before = Regression<SmoothMlp>.Bits(regression.Model.Parameters);
        string message = Assert.Throws<InvalidOperationException>(() => regression.Step()).Message;
        Assert.Contains($", {inner}, cannot stand behind Hooks[", message, StringComparison.Ordinal);
        Assert.EndsWith($"; {remedy}. The first hook of the list is the outermost.", message, StringComparison.Ordinal);
        Assert.Equal(before, Regression<SmoothMlp>.Bits(regression.Model.Parameters));

        // Once the list is mended, training goes on.
        regression.Trainer.Hooks.Clear();
        regression.Step();
    }

    [Theory]
    [MemberData(nameof(Accepted), DisableDiscoveryEnumeration = true)]
    public void AcceptsWhatMakesSense(string name, Func<ITrainingHook[]> hooks)
    {
        using var regression = new Regression<SmoothMlp>("cpu-1", new Sgd(0.01f), hooks());
        float first = regression.Step();
        for (int step = 0; step < 20; step++)
        {
            regression.Step();
        }

        Assert.True(regression.Step() < first, name);
    }

    [Fact]
    public void SaysWhichHooksWhyAndWhatToDo()
    {
        using var regression = new Regression<SmoothMlp>(
            "cpu-1", hooks: [new WeightAveraging(0.9f), new GradientRegularization(1), new GradientClipping(1)]);
        Assert.Equal(
            "Hooks[2], GradientClipping, cannot stand behind Hooks[1], GradientRegularization: it rescales the gradient, while the hook in front "
            + "of it needs the gradient of the loss; put it in front. The first hook of the list is the outermost.",
            Assert.Throws<InvalidOperationException>(() => regression.Step()).Message);
    }

    [Fact]
    public void RefusesOneHookInTwoPlaces()
    {
        var hook = new WeightAveraging(0.9f);
        using var regression = new Regression<SmoothMlp>("cpu-1", hooks: [hook, new PassOn(), hook]);
        Assert.Contains(
            "Hooks[0] and Hooks[2] are the same WeightAveraging",
            Assert.Throws<InvalidOperationException>(() => regression.Step()).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void TheRemedyHelps(string inner, string remedy, Func<ITrainingHook[]> hooks)
    {
        // What stands between the two is no matter here.
        ITrainingHook[] list = hooks();
        int at = Array.FindLastIndex(list, hook => hook.GetType().Name == inner);
        ITrainingHook moved = list[at];
        using var regression = new Regression<SmoothMlp>("cpu-1", new Sgd(0.01f), [moved, .. list.Where(hook => hook != moved)]);
        string? message = (Record.Exception(() => regression.Step()) as InvalidOperationException)?.Message;
        Assert.Equal(remedy == Remove, message?.Contains("cannot stand behind", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void ForgettingStandsBehindHooksThatBearSeveralBatches()
    {
        using var problem = new ForgettingProblem("cpu-1");
        problem.Trainer.Hooks.Add(new GradientClipping(1));
        problem.Trainer.Hooks.Add(new GradientRegularization(0.1f));
        problem.Trainer.Hooks.Add(new SelectiveForgetting([]));
        problem.Trainer.Hooks.Add(new PassOn());
        problem.Step();
    }

    private static GradientRegularization Exact() => new(1) { Scheme = GradientScheme.Exact };

    /// <summary>Knows of the interface only what it has to.</summary>
    private sealed class PassOn : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next) => next(batch);
    }
}
