using Microsoft.CodeAnalysis;

namespace SparseGen.Tests.Generation;

/// <summary>What an edit in the file of a block does to the models that use it.</summary>
public sealed class BlockIncrementalityTests
{
    private const string Model = """
        using SparseGen;

        [Model, TokenInput(tokens: 7, channels: 5), Use<Outer>(Repeat = 2), Linear(2)]
        public sealed partial class Small;
        """;

    private const string Outer = """
        using SparseGen;

        [Block, Use<Inner>(Residual = true), LayerNorm]
        public sealed partial class Outer;
        """;

    private const string Inner = """
        using SparseGen;

        [Block, TokenLinear(Sizes.Hidden), Activation(ActivationKind.Gelu), TokenLinear(7)]
        public sealed partial class Inner;

        internal static class Sizes
        {
            public const int Hidden = 11;
        }
        """;

    private static readonly string[] StepNames = ["Parse", "Model", "Source", "Diagnostics", "Blocks"];

    [Fact]
    public void ACommentBehindTheBlockChangesNothing() => AssertReasons(
        harness => harness.Edit(2, text => text + "\n// A remark.\n"),
        parse: IncrementalStepRunReason.Unchanged,
        model: IncrementalStepRunReason.Cached,
        source: IncrementalStepRunReason.Cached);

    [Fact]
    public void ACommentBeforeTheBlockMovesOnlyPlaces() => AssertReasons(
        harness => harness.Edit(2, text => "// A remark.\n" + text),
        parse: IncrementalStepRunReason.Modified,
        model: IncrementalStepRunReason.Unchanged,
        source: IncrementalStepRunReason.Cached);

    [Fact]
    public void AChangedConstantOfABlockIsSeen() => AssertReasons(
        harness => harness.Edit(2, text => text.Replace("11", "13", StringComparison.Ordinal)),
        parse: IncrementalStepRunReason.Modified,
        model: IncrementalStepRunReason.Modified,
        source: IncrementalStepRunReason.Modified);

    [Fact]
    public void AChangedAttributeOfABlockIsSeen() => AssertReasons(
        harness => harness.Edit(2, text => text.Replace("ActivationKind.Gelu", "ActivationKind.Relu", StringComparison.Ordinal)),
        parse: IncrementalStepRunReason.Modified,
        model: IncrementalStepRunReason.Modified,
        source: IncrementalStepRunReason.Modified);

    [Fact]
    public void AChangedResidualBetweenBlocksIsSeen() => AssertReasons(
        harness => harness.Edit(1, text => text.Replace("(Residual = true)", "", StringComparison.Ordinal)),
        parse: IncrementalStepRunReason.Modified,
        model: IncrementalStepRunReason.Modified,
        source: IncrementalStepRunReason.Modified);

    [Fact]
    public void NothingCachedHoldsOnToACompilation()
    {
        var steps = new GeneratorHarness(Model, Outer, Inner).Run().TrackedSteps;
        Assert.All(
            StepNames.Append("Check").SelectMany(name => steps[name]).SelectMany(step => step.Outputs),
            output => ObjectGraph.AssertCacheable(output.Value));
    }

    private static void AssertReasons(
        Action<GeneratorHarness> edit, IncrementalStepRunReason parse, IncrementalStepRunReason model, IncrementalStepRunReason source)
    {
        var harness = new GeneratorHarness(Model, Outer, Inner);
        Assert.Empty(harness.Run().Diagnostics);
        edit(harness);
        var result = harness.Run();
        Assert.Equal(
            $"Parse {parse}, Model {model}, Source {source}",
            string.Join(", ", StepNames.Take(3).Select(name => $"{name} {Assert.Single(Reasons(result, name).Distinct())}")));

        // Whatever was edited, there is nothing wrong with the blocks.
        Assert.All(Reasons(result, "Blocks"), reason => Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached));
    }

    private static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(one => one.Outputs).Select(output => output.Reason)];
}
