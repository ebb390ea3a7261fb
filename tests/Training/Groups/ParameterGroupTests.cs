using SparseGen.Tests.Data;
using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Groups;

/// <summary>Which tensors a group picks, which group wins, and what training with groups does.</summary>
public sealed class ParameterGroupTests
{
    private const int Batch = 5;

    private static readonly float[] Input = ProbeData.Normal(Batch * 35, seed: 5);
    private static readonly int[] Labels = [0, 1, 1, 0, 1];

    public static TheoryData<string> Devices => [.. TestDevices.All];

    [Theory]
    [InlineData("head.*", "head.bias", true)]
    [InlineData("*", "", true)]
    [InlineData("*.bias", "blocks.0.norm1.bias", true)]
    [InlineData("blocks.*.fc1.*", "blocks.0.mlp_tokens.fc1.weight", true)]
    [InlineData("blocks.1.*", "blocks.10.norm1.bias", false)]
    [InlineData("head", "head.bias", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbYbZ", false)]
    [InlineData("***", "x", true)]
    public void PatternsFitNames(string pattern, string name, bool fits) => Assert.Equal(fits, NamePattern.Fits(pattern, name));

    [Fact]
    public void APatternThatFitsNothingIsRefusedWithTheNearestNames()
    {
        using var model = new PrimeMixer(Batch);
        var trainer = NewTrainer(model);
        var exception = Assert.Throws<ArgumentException>(() => trainer.Groups.Freeze("haed.weight"));
        Assert.Contains("\"haed.weight\" fits none of the 16 tensors. Nearest: head.weight", exception.Message, StringComparison.Ordinal);
        exception = Assert.Throws<ArgumentException>(() => trainer.Groups.Add(new ParameterGroup("head.*")));
        Assert.Contains("comes with no setting", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => trainer.Groups.Add(new ParameterGroup(static _ => false) { Frozen = true }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterGroup("*") { LearningRateFactor = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterGroup("*") { WeightDecay = -1 });
        Assert.Empty(trainer.Groups);
    }

    [Fact]
    public void ForEachSettingTheLastGroupCountsThatSaysSomething()
    {
        using var model = new PrimeMixer(1);
        var groups = new ParameterGroups(model.Parameters.Layout);
        groups.Add(new ParameterGroup("head.*") { LearningRateFactor = 2, WeightDecay = 0.5f });
        groups.Add(new ParameterGroup("*.bias") { WeightDecayFactor = 0 });
        groups.Add(new ParameterGroup("*.weight") { LearningRateFactor = 4 });
        ParameterPart bias = groups.Resolve().Parts.Single(static part => part.Tensors.Any(static tensor => tensor.Name == "head.bias"));
        Assert.Equal(2, bias.LearningRateFactor);
        Assert.Equal(0, bias.WeightDecay(7));
        ParameterPart weight = groups.Resolve().Parts.Single(static part => part.Tensors.Any(static tensor => tensor.Name == "head.weight"));
        Assert.Equal(4, weight.LearningRateFactor);
        Assert.Equal(0.5f, weight.WeightDecay(7));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TheUsualRecipeDecaysNoBiasAndNoNorm(string device)
    {
        using var model = new PrimeMixer(Batch, TestDevices.Get(device), seed: 2);
        var trainer = NewTrainer(model, new AdamW(0.1f, weightDecay: 0.5f));
        trainer.Groups.WithoutDecayForBiasesAndNorms();
        trainer.Hooks.Add(new Probe(static context => context.Gradients.Clear()));
        float[] weight = Read(model.Parameters, "blocks.0.mlp_channels.fc1.weight");
        trainer.Step(Input, Labels);
        Assert.All(Read(model.Parameters, "norm.weight"), static gain => Assert.Equal(1, gain));
        Approximately.Equal([.. weight.Select(static w => w * 0.95)], Read(model.Parameters, "blocks.0.mlp_channels.fc1.weight"), "weight", 1e-6);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void NothingMovesFrozenTensorsAndTheOthersHaveTheirGradients(string device)
    {
        // In turn all that the backward pass may stop behind, and tensors in the middle, behind which it may not.
        foreach (string[] patterns in new[] { ["blocks.*"], ["blocks.0.norm1.*", "blocks.0.mlp_tokens.*"], ["blocks.0.mlp_channels.*"], ["norm.*", "head.*"], new[] { "*" } })
        {
            using var model = new PrimeMixer(Batch, TestDevices.Get(device), seed: 2);
            using var whole = new PrimeMixer(Batch, TestDevices.Get(device), seed: 2);
            model.Parameters.SetTensor("head.weight", ProbeData.Normal(10, seed: 9));
            whole.Parameters.SetTensor("head.weight", ProbeData.Normal(10, seed: 9));
            var trainer = NewTrainer(model);
            foreach (string pattern in patterns)
            {
                trainer.Groups.Freeze(pattern);
            }

            var other = NewTrainer(whole);
            Dictionary<string, float[]> seen = [];
            trainer.Hooks.Add(new Probe(context => seen = ReadAll(context.Gradients)));
            Dictionary<string, float[]> expected = [];
            other.Hooks.Add(new Probe(context => expected = ReadAll(context.Gradients)));
            Dictionary<string, float[]> before = ReadAll(model.Parameters);
            Assert.Equal(other.Step(Input, Labels), trainer.Step(Input, Labels));
            Dictionary<string, float[]> after = ReadAll(model.Parameters), afterWhole = ReadAll(whole.Parameters);
            foreach (string name in seen.Keys)
            {
                bool isFrozen = trainer.Groups.IsFrozen(name);
                Assert.Equal(isFrozen ? new float[seen[name].Length] : expected[name], seen[name]);
                Assert.Equal(isFrozen ? before[name] : afterWhole[name], after[name]);
            }
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void AnUnfrozenTensorBeginsAsInAnOptimiserOfItsOwn(string device)
    {
        using var model = new PrimeMixer(Batch, TestDevices.Get(device), seed: 2);
        var trainer = NewTrainer(model, new AdamW(0.01f, weightDecay: 0));
        trainer.Hooks.Add(new Probe(static context => context.Gradients.SetTensor("norm.bias", [1f, -2f, 3f, -4f, 5f])));
        trainer.Groups.Freeze("norm.bias");
        for (int step = 0; step < 4; step++)
        {
            trainer.Step(Input, Labels);
        }

        Assert.All(Read(model.Parameters, "norm.bias"), static bias => Assert.Equal(0, bias));
        trainer.Groups.Unfreeze("norm.bias");
        trainer.Step(Input, Labels);

        // Adam's first step is the learning rate in the gradient's direction, whatever its size.
        Approximately.Equal([-0.01, 0.01, -0.01, 0.01, -0.01], Read(model.Parameters, "norm.bias"), "norm.bias");
        Assert.Equal([4L], trainer.Groups.Resolve().Parts.Select(static part => part.MissedSteps).Where(static steps => steps > 0));
    }

    [Fact]
    public void AnOptimiserOfOnesOwnIsRefusedOrHonoursGroups()
    {
        using var model = new PrimeMixer(Batch, Device.CpuWithThreads(1), seed: 2);
        var trainer = new Trainer<PrimeMixer>(model, new Plain(), new SoftmaxCrossEntropy());
        trainer.Step(Input, Labels);
        trainer.Groups.Freeze("head.*");
        Dictionary<string, float[]> before = ReadAll(model.Parameters);
        var exception = Assert.Throws<NotSupportedException>(() => trainer.Step(Input, Labels));
        Assert.Contains("Plain, does not honour them", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before["norm.bias"], Read(model.Parameters, "norm.bias"));
        trainer.Groups.Clear();
        trainer.Step(Input, Labels);
        Assert.Throws<NotSupportedException>(() => ((IOptimizer)new Plain()).Step(model.Parameters, model.Gradients, []));
    }

    [Fact]
    public void StepsWithGroupsAllocateNothing()
    {
        foreach (int threads in new[] { 1, 2 })
        {
            using var model = new RoundMixer(4, Device.CpuWithThreads(threads));
            var trainer = new Trainer<RoundMixer>(model, new AdamW(), new SoftmaxCrossEntropy());
            trainer.Groups.WithoutDecayForBiasesAndNorms();
            trainer.Groups.Freeze("blocks.0.*");
            float[] input = ProbeData.Normal(4 * 512, seed: 1);
            Allocations.AssertNone(() => trainer.Step(input, [0, 1, 2, 3]));
        }
    }

    [Fact]
    public void GroupsArePartOfTheState()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "state.safetensors");
        using var model = new PrimeMixer(Batch, Device.CpuWithThreads(1), seed: 2);
        var trainer = NewTrainer(model);
        trainer.Groups.Freeze("blocks.*");
        trainer.Groups.Add(new ParameterGroup(static tensor => tensor.Shape.Length == 1) { LearningRateFactor = 0.1f });
        trainer.Step(Input, Labels);
        trainer.Groups.Unfreeze("blocks.0.norm2.*");
        trainer.Step(Input, Labels);
        trainer.SaveState(path);
        trainer.Step(Input, Labels);

        using var again = new PrimeMixer(Batch, Device.CpuWithThreads(1), seed: 3);
        var resumed = NewTrainer(again);
        resumed.Groups.Freeze("head.*");
        resumed.LoadState(path);
        resumed.Step(Input, Labels);
        Dictionary<string, float[]> expected = ReadAll(model.Parameters);
        foreach ((string name, float[] values) in ReadAll(again.Parameters))
        {
            Assert.Equal(expected[name], values);
            Assert.Equal(trainer.Groups.IsFrozen(name), resumed.Groups.IsFrozen(name));
        }
    }

    private static Trainer<PrimeMixer> NewTrainer(PrimeMixer model, IOptimizer? optimizer = null) =>
        new(model, optimizer ?? new AdamW(0.01f), new SoftmaxCrossEntropy());

    private static float[] Read(ParameterVector vector, string name)
    {
        float[] values = new float[vector.Layout.Find(name).Count];
        vector.GetTensor(name, values);
        return values;
    }

    private static Dictionary<string, float[]> ReadAll(ParameterVector vector) =>
        vector.Layout.Tensors.ToDictionary(static tensor => tensor.Name, tensor => Read(vector, tensor.Name));

    private sealed class Probe(Action<TrainingContext> look) : ITrainingHook
    {
        public float Evaluate(TrainingContext context, TrainingBatch batch, GradientFunction next)
        {
            float loss = next(batch);
            look(context);
            return loss;
        }
    }

    private sealed class Plain : IOptimizer
    {
        public float LearningRate { get; set; } = 0.1f;

        public void Step(ParameterVector parameters, ParameterVector gradients) => parameters.Axpy(-LearningRate, gradients);
    }
}
