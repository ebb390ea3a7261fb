extern alias generators;

using generators::SparseGen.Generators.Differentiation;
using generators::SparseGen.Generators.Layers;
using generators::SparseGen.Generators.Ops;
using generators::SparseGen.Generators.Parsing;
using generators::SparseGen.Generators.Planning;
using generators::SparseGen.Generators.IR;

namespace SparseGen.Tests.Generation;

/// <summary>Every stage leaves a program that the verifier accepts, and the verifier notices programs that are broken.</summary>
public sealed class ProgramVerifierTests
{
    public static TheoryData<string> Models => [.. Specs.Keys];

    private static Dictionary<string, ModelSpec> Specs { get; } = new()
    {
        ["mixer"] = Model(
            Layer("ImageInput", ("height", 12), ("width", 8), ("channels", 3)), Layer("PatchEmbedding", ("patch", 4), ("features", 5)),
            Layer("MixerBlock", ("tokenHidden", 7), ("channelHidden", 11), ("Repeat", 3)), Layer("LayerNorm"), Layer("TokenMean"),
            Layer("Linear", ("outputs", 3))),
        ["block alone"] = Model(Layer("TokenInput", ("tokens", 3), ("channels", 4)), Layer("MixerBlock", ("tokenHidden", 2), ("channelHidden", 6), ("Repeat", 2))),
        ["two groups of blocks"] = Model(
            Layer("TokenInput", ("tokens", 3), ("channels", 4)), Layer("MixerBlock", ("tokenHidden", 2), ("channelHidden", 6), ("Repeat", 2)),
            Layer("MixerBlock", ("tokenHidden", 5), ("channelHidden", 3), ("Repeat", 4), ("Bias", 0))),
        ["perceptron"] = Model(
            Layer("VectorInput", ("features", 9)), Layer("Linear", ("outputs", 9), ("Repeat", 2)), Layer("Activation", ("kind", 2)), Layer("LayerNorm"),
            Layer("Linear", ("outputs", 4))),
        ["loops in loops"] = Model(
            Layer("TokenInput", ("tokens", 3), ("channels", 4)),
            Use([("Repeat", 3), ("Residual", 1)], Use([("Repeat", 2)], Layer("LayerNorm"), Layer("TokenLinear", ("outputs", 3))), Layer("SMixerBlock", ("Repeat", 2))),
            Layer("Linear", ("outputs", 4))),
        ["a residual around a loop, before all parameters"] = Model(
            Layer("TokenInput", ("tokens", 3), ("channels", 4)), Layer("Activation"),
            Use([("Residual", 1)], Use([("Repeat", 2)], Layer("Linear", ("outputs", 4)))),
            Use([("Residual", 1)], Use([("Repeat", 2)], Layer("Linear", ("outputs", 4))))),
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void EveryStageKeepsTheProgramWellFormed(string name)
    {
        ModelGraph program = Lowering.Lower(Specs[name]);
        ProgramVerifier.Verify(program.Forward, [program.Input]);

        CopyElision.Run(program.Forward);
        ProgramVerifier.Verify(program.Forward, [program.Input]);

        BackwardProgram backward = ReverseMode.Create(program);
        Value[] kept = [.. Kept(program), backward.OutputGradient];
        ProgramVerifier.Verify(Joined(backward.Main, backward.Tail), kept);

        CopyElision.Run(backward.Main, backward.Tail);
        CopyElision.Run(backward.Tail);
        ProgramVerifier.Verify(Joined(backward.Main, backward.Tail), kept);

        VerifyTangents(program, backward);
        ProgramVerifier.Verify(Fusion.Fuse(program.Forward, value => value.IsSaved), [program.Input]);
        ProgramVerifier.Verify(Fusion.Fuse(program.Forward, value => value == program.Output), [program.Input]);
        ProgramVerifier.Verify(Fusion.Fuse(Joined(backward.Main, backward.Tail), value => value == backward.InputGradient), kept);
    }

    [Fact]
    public void AValueReadBeforeItIsComputedIsNoticed()
    {
        ModelGraph program = Lowering.Lower(Specs["perceptron"]);
        program.Forward.Nodes.Reverse();
        var failure = Assert.Throws<InvalidOperationException>(() => ProgramVerifier.Verify(program.Forward, [program.Input]));
        Assert.Contains("which nothing computed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AValueComputedTwiceIsNoticed()
    {
        ModelGraph program = Lowering.Lower(Specs["perceptron"]);
        program.Forward.Nodes.Add(program.Forward.Nodes[^1]);
        var failure = Assert.Throws<InvalidOperationException>(() => ProgramVerifier.Verify(program.Forward, [program.Input]));
        Assert.Contains("a second time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AProductThatLeavesItsOperandIsNoticed()
    {
        var left = new Value("left", ValueKind.Activation, Shape.Of(4, 6), null);
        var right = new Value("right", ValueKind.Activation, Shape.Of(6, 5), null);
        var output = new Value("output", ValueKind.Activation, Shape.Of(4, 5), null);
        var region = new Region();
        region.Nodes.Add(new ProductOp(new Extents(1, 4, 7, 5), left, new Strides(0, 6, 1), right, new Strides(0, 5, 1), output, new Strides(0, 5, 1)));
        var failure = Assert.Throws<InvalidOperationException>(() => ProgramVerifier.Verify(region, [left, right]));
        Assert.Contains("left operand", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>The passes for Hessian-vector products read what is kept and their own tangents, and nothing else.</summary>
    private static void VerifyTangents(ModelGraph program, BackwardProgram backward)
    {
        var planner = new SavedPlanner();
        planner.Add(program.Input);
        planner.Add(program.Output);
        planner.Add(backward.OutputGradient);
        planner.AddRegion(program.Forward);
        Value[] kept =
        [
            .. program.Forward.AllOps().SelectMany(static op => op.Outputs)
                .Concat(program.Forward.AllLoops().SelectMany(static loop => loop.Carried).SelectMany(static c => new[] { c.Argument, c.Result, c.Initial }))
                .Concat([program.Input, backward.OutputGradient]).Distinct().Where(value => planner.Find(value) is not null),
        ];
        TangentProgram tangents = TangentProgram.Create(program, backward, value => planner.Find(value) is not null, movesInput: false);
        IEnumerable<Value> Tangents() => tangents.Forward.AllOps().SelectMany(static op => op.Outputs)
            .Concat(tangents.Forward.AllLoops().SelectMany(static loop => loop.Carried).SelectMany(static c => new[] { c.Argument, c.Result }))
            .Where(static value => value.IsSaved);
        ProgramVerifier.Verify(tangents.Forward, kept);
        ProgramVerifier.Verify(tangents.Backward, [.. kept, .. Tangents(), tangents.OutputGradientTangent]);

        CopyElision.Run(tangents.Forward);
        CopyElision.Run(tangents.Backward);
        ProgramVerifier.Verify(Fusion.Fuse(tangents.Forward, value => value.IsSaved || value == tangents.OutputTangent), kept);
        ProgramVerifier.Verify(Fusion.Fuse(tangents.Backward, static _ => false), [.. kept, .. Tangents(), tangents.OutputGradientTangent]);
    }

    private static IEnumerable<Value> Kept(ModelGraph program) =>
        program.Forward.AllOps().SelectMany(static op => op.Outputs)
            .Concat(program.Forward.AllLoops().SelectMany(static loop => loop.Carried).SelectMany(static c => new[] { c.Argument, c.Result }))
            .Append(program.Input).Where(static value => value.IsSaved);

    private static Region Joined(Region first, Region second)
    {
        var joined = new Region();
        joined.Nodes.AddRange(first.Nodes);
        joined.Nodes.AddRange(second.Nodes);
        return joined;
    }

    private static ModelSpec Model(params LayerSpec[] layers) =>
        new(
            new ModelName(new EquatableArray<string>(["Tests"]), new EquatableArray<TypePart>([new TypePart("class", "Probe")])),
            new EquatableArray<LayerSpec>(layers));

    private static LayerSpec Layer(string kind, params (string Name, double Value)[] arguments) =>
        new(kind, new EquatableArray<LayerArgument>(arguments.Select(a => new LayerArgument(a.Name, a.Value, null))));

    private static LayerSpec Use((string Name, double Value)[] arguments, params LayerSpec[] body) =>
        Layer("Use", arguments) with { Block = "Part", Body = new EquatableArray<LayerSpec>(body) };
}
