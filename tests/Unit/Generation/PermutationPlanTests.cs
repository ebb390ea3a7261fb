extern alias generators;

using SparseGen.Kernels;
using generators::SparseGen.Generators.IR;
using generators::SparseGen.Generators.Layers;
using generators::SparseGen.Generators.Ops;
using generators::SparseGen.Generators.Parsing;
using generators::SparseGen.Generators.Planning;

namespace SparseGen.Tests.Generation;

/// <summary>How many permutations are left of those that were declared, and where.</summary>
public sealed class PermutationPlanTests
{
    private const double None = 0, Commutation = 1, InverseCommutation = 2, Random = 3, InverseRandom = 4;

    [Fact]
    public void APermutationAndItsInverseVanish() => Assert.Equal(
        ["ProductOp", "ActivationOp", "ProductOp", "ActivationOp"],
        Merged(Vector(35), Permuted(5, after: Random, afterSeed: 4), Permuted(5, before: InverseRandom, seed: 4)));

    [Fact]
    public void PermutationsOfTwoSeedsDoNotVanish() => Assert.Equal(
        ["ProductOp", "ActivationOp", "PermuteOp", "ProductOp", "ActivationOp"],
        Merged(Vector(35), Permuted(5, after: Random, afterSeed: 4), Permuted(5, before: InverseRandom, seed: 5)));

    [Fact]
    public void TheSamePermutationTwiceDoesNotVanish() => Assert.Equal(
        ["ProductOp", "ActivationOp", "PermuteOp", "ProductOp", "ActivationOp"],
        Merged(Vector(35), Permuted(5, after: Random, afterSeed: 4), Permuted(5, before: Random, seed: 4)));

    [Fact]
    public void ACommutationAndItsInverseVanish() => Assert.Equal(
        ["ProductOp", "ActivationOp", "ProductOp", "ActivationOp"],
        Merged(Tokens(5, 7), Permuted(7, after: InverseCommutation), Permuted(7, before: Commutation)));

    [Fact]
    public void TheCommutationOfASquareIsItsOwnInverse() => Assert.Equal(
        ["ProductOp", "ActivationOp", "ProductOp", "ActivationOp"],
        Merged(Tokens(6, 6), Permuted(6, after: Commutation), Permuted(6, before: Commutation)));

    [Fact]
    public void TheCommutationOfOneTokenMovesNothing() =>
        Assert.Equal(["ProductOp", "ActivationOp"], Merged(Tokens(1, 6), Permuted(6, before: Commutation, after: InverseCommutation)));

    [Fact]
    public void WhatIsLeftBetweenTwoProductsIsOneGather() => Assert.Equal(
        ["PermuteOp", "ProductOp", "ActivationOp", "PermuteOp", "ProductOp", "ActivationOp", "PermuteOp"],
        Merged(
            Tokens(5, 7), Permuted(7, before: Random, after: Commutation), Permuted(5, before: Random, after: InverseRandom, seed: 3)));

    [Fact]
    public void APermutationMovesBehindAnActivationAndMeetsItsInverse() => Assert.Equal(
        ["ProductOp", "ActivationOp", "ProductOp", "ActivationOp"],
        Merged(
            Vector(35), Permuted(5, after: Random, afterSeed: 4, activation: NoActivation), Layer("Activation", ("kind", 2)),
            Permuted(5, before: InverseRandom, seed: 4)));

    [Fact]
    public void NothingMovesPastALayerNorm() => Assert.Equal(
        ["ProductOp", "ActivationOp", "PermuteOp", "LayerNormOp", "PermuteOp", "ProductOp", "ActivationOp"],
        Merged(Vector(35), Permuted(5, after: Random, afterSeed: 4), Layer("LayerNorm"), Permuted(5, before: InverseRandom, seed: 4)));

    /// <summary>
    /// A loop has one body for all copies, from which transpositions move out where they undo one another between two of them (copies are how it hands values on); declared one by
    /// one, the same layers merge.
    /// </summary>
    [Fact]
    public void WhatUndoesItselfBetweenRepetitionsVanishes()
    {
        Assert.Equal(
            ["PermuteOp", "ProductOp", "ActivationOp", "PermuteOp"],
            Merged(Tokens(5, 7), Permuted(5, before: Commutation, after: InverseCommutation, repeat: 2)).Where(static op => op != "CopyOp"));
        Assert.Equal(
            ["PermuteOp", "ProductOp", "ActivationOp", "ProductOp", "ActivationOp", "PermuteOp"],
            Merged(
                Tokens(5, 7), Permuted(5, before: Commutation, after: InverseCommutation), Permuted(5, before: Commutation, after: InverseCommutation)));
    }

    /// <summary>Images are transposed once on the way in and once on the way out, whatever convolutions, activations, pools, residuals and loops stand between.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ImagesAreTransposedOnce(int repeat)
    {
        LayerSpec convolution = Layer("Convolution", ("filters", 3), ("kernel", 3), ("stride", 1), ("padding", 1), ("groups", 1));
        var residual = new LayerSpec(
            "Use",
            new EquatableArray<LayerArgument>([new LayerArgument("Repeat", repeat, null), new LayerArgument("Residual", 1, null)]),
            "Part",
            new EquatableArray<LayerSpec>([convolution, Layer("Activation", ("kind", 2)), Layer("DepthwiseConvolution", ("kernel", 3), ("stride", 1), ("padding", 1))]));
        ModelGraph program = Lower(
            Layer("ImageInput", ("height", 5), ("width", 4), ("channels", 3)), convolution, Layer("Activation", ("kind", 2)), residual,
            Layer("MaxPool", ("kernel", 2), ("stride", 1)), Layer("ConvMlpBlock", ("channelHidden", 2), ("Repeat", repeat)));
        PermutationFolding.Run(program.Forward, program.Output);
        ProgramVerifier.Verify(program.Forward, [program.Input]);
        Assert.Equal(2, program.Forward.Nodes.OfType<PermuteOp>().Count());
        Assert.DoesNotContain(program.Forward.AllLoops().SelectMany(static loop => loop.Body.AllOps()), static op => op is PermuteOp);
    }

    [Fact]
    public void EachRepetitionHasPermutationsOfItsOwn()
    {
        ModelGraph program = Lower(Vector(35), Permuted(5, before: Random, after: InverseRandom, seed: 4, afterSeed: 4, repeat: 3));
        PermutationFolding.Run(program.Forward, program.Output);
        Assert.All(
            program.Forward.AllOps().OfType<PermuteOp>(),
            static permute => Assert.Equal(3, permute.Tables.Single().Loop!.Count));
    }

    /// <summary>RP-Mixer with identities in place of its permutations is the Mixer: op for op, value for value.</summary>
    [Fact]
    public void RandomMixerWithIdentitiesIsTheMixer()
    {
        ModelGraph mixer = Lower(Tokens(5, 7), Layer("MixerBlock", ("tokenHidden", 3), ("channelHidden", 4), ("Repeat", 2)));
        ModelGraph random = Lower(
            Tokens(5, 7), Layer("MixerBlock", ("tokenHidden", 3), ("channelHidden", 4), ("Repeat", 2), ("Permutation", Random), ("Seed", 9)));
        List<Node> body = random.Forward.Nodes.OfType<Loop>().Single().Body.Nodes;
        for (int i = 0; i < body.Count; i++)
        {
            if (body[i] is PermuteOp permute)
            {
                body[i] = permute.Output.Producer = new PermuteOp([], permute.Inputs[0], permute.Output);
            }
        }

        Assert.Equal(4, body.OfType<PermuteOp>().Count());
        PermutationFolding.Run(random.Forward, random.Output);
        Assert.Equal(Describe(mixer), Describe(random));
    }

    /// <summary>Four gathers a block (the cost of RP), with the residuals folded into two of them.</summary>
    [Fact]
    public void ABlockOfRandomMixerCostsFourGathersAndNoOtherPass()
    {
        ModelGraph program = Lower(
            Tokens(5, 7), Layer("MixerBlock", ("tokenHidden", 3), ("channelHidden", 4), ("Permutation", Random)));
        Plan plan = Planner.Plan(program);
        foreach (PassPlan pass in new[] { plan.Inference, plan.Training!.Forward })
        {
            Assert.Equal(
                ["LayerNormOp", "PermuteOp", "FusedProduct", "FusedProduct", "PermuteOp", "LayerNormOp", "PermuteOp", "FusedProduct", "FusedProduct", "PermuteOp"],
                pass.Regions.Single().AllOps().Select(static op => op.GetType().Name));
        }
    }

    /// <summary>Where channels are few, a token MLP runs along its tokens, between two transpositions; where they fill vectors, along the channels.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(7, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(18, true)]
    [InlineData(24, false)]
    [InlineData(64, false)]
    public void TokensAreColumnsWhereChannelsAreFew(int channels, bool isTurned)
    {
        Plan plan = Planner.Plan(Lower(Tokens(5, channels), Layer("MixerBlock", ("tokenHidden", 3), ("channelHidden", 4))));
        string[] tokens = isTurned ? ["FusedProduct", "FusedProduct", "PermuteOp"] : ["FusedProduct", "FusedProduct"];

        // Where its rows fill a tile, the first product reads what is not turned.
        tokens = isTurned && channels < KernelSizes.TallestTile ? ["PermuteOp", .. tokens] : tokens;
        foreach (PassPlan pass in new[] { plan.Inference, plan.Training!.Forward })
        {
            Assert.Equal(["LayerNormOp", .. tokens, "LayerNormOp", "FusedProduct", "FusedProduct"], pass.Regions.Single().AllOps().Select(static op => op.GetType().Name));
        }

        Parameter weight = plan.Program.Parameters.Single(static parameter => parameter.Name == "blocks.0.mlp_tokens.fc1.weight");
        Assert.Equal(channels <= 10 || isTurned, weight.IsPanels);
    }

    private const double NoActivation = 4;

    private static IEnumerable<string> Merged(params LayerSpec[] layers)
    {
        ModelGraph program = Lower(layers);
        PermutationFolding.Run(program.Forward, program.Output);
        CopyElision.Run(program.Forward);
        ProgramVerifier.Verify(program.Forward, [program.Input]);
        return program.Forward.AllOps().Select(static op => op.GetType().Name);
    }

    private static IEnumerable<string> Describe(ModelGraph program) => program.Forward.AllOps().Select(static op =>
        $"{op.GetType().Name}({string.Join(", ", op.Inputs)}) -> {string.Join(", ", op.Outputs)}");

    private static ModelGraph Lower(params LayerSpec[] layers) =>
        Lowering.Lower(new ModelSpec(
            new ModelName(new EquatableArray<string>(["Tests"]), new EquatableArray<TypePart>([new TypePart("class", "Probe")])),
            new EquatableArray<LayerSpec>(layers)));

    private static LayerSpec Vector(int features) => Layer("VectorInput", ("features", features));

    private static LayerSpec Tokens(int tokens, int channels) => Layer("TokenInput", ("tokens", tokens), ("channels", channels));

    private static LayerSpec Permuted(
        int blockSize, double before = None, double after = None, int seed = 0, int afterSeed = 1, double activation = 0, int repeat = 1) =>
        Layer(
            "PermutedKronecker", ("blockSize", blockSize), ("Before", before), ("After", after), ("Seed", seed), ("AfterSeed", afterSeed),
            ("Activation", activation), ("Repeat", repeat));

    private static LayerSpec Layer(string kind, params (string Name, double Value)[] arguments) =>
        new(kind, new EquatableArray<LayerArgument>(arguments.Select(static a => new LayerArgument(a.Name, a.Value, null))));
}
