using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>Orders of hooks that make no sense are refused when their first step runs, with a message that says what to do.</summary>
public sealed class HookOrderTests
{
    public static TheoryData<string, Func<ITrainingHook[]>> Refused => new()
    {
        { "GradientClipping", () => [new GradientRegularization(1), new GradientClipping(1)] },
        { "GradientClipping", () => [new SharpnessAwareMinimization(), new GradientClipping(1)] },
        { "Flooding", () => [new GradientRegularization(1), new Flooding(1)] },
        { "Flooding", () => [new SharpnessAwareMinimization(), new WeightAveraging(0.9f), new Flooding(1)] },
        { "Flooding", () => [new Flooding(2), new Flooding(1)] },
        { "MixUp", () => [new GradientRegularization(1), new MixUp(1)] },
        { "MixUp", () => [new SharpnessAwareMinimization(), new GradientRegularization(1), new MixUp(1)] },
        { "SharpnessAwareMinimization", () => [new GradientRegularization(1), new SharpnessAwareMinimization()] },
        { "SharpnessAwareMinimization", () => [new SharpnessAwareMinimization(), new SharpnessAwareMinimization()] },
        { "GradientRegularization", () => [new GradientRegularization(1), new GradientRegularization(1)] },
        { "SharpnessAwareMinimization", () => [Exact(), new SharpnessAwareMinimization()] },
        { "PassOn", () => [Exact(), new PassOn()] },
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
    public void RefusesWhatMakesNoSense(string inner, Func<ITrainingHook[]> hooks)
    {
        using var regression = new Regression<SmoothMlp>("cpu-1", new Sgd(0.1f), hooks());
        uint[] before = Regression<SmoothMlp>.Bits(regression.Model.Parameters);
        string message = Assert.Throws<InvalidOperationException>(() => regression.Step()).Message;
        Assert.Contains($", {inner}, cannot stand behind Hooks[", message, StringComparison.Ordinal);
        Assert.Equal(before, Regression<SmoothMlp>.Bits(regression.Model.Parameters));

        // Once the list is mended, training goes on.
        while (regression.Trainer.Hooks.Count > 1)
        {
            regression.Trainer.Hooks.RemoveAt(0);
        }

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
            + "of it combines gradients that have to be those of the loss; put it in front. The first hook of the list is the outermost.",
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

    private static GradientRegularization Exact() => new(1) { Scheme = GradientScheme.Exact };

    /// <summary>Knows of the interface only what it has to.</summary>
    private sealed class PassOn : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next) => next(batch);
    }
}
