using Microsoft.CodeAnalysis;

namespace SparseGen.Tests.Generation;

/// <summary>What each named step of the generator does after an edit. The names are those of <c>TrackingNames</c>.</summary>
public sealed class IncrementalityTests
{
    private const string Model = """
        using SparseGen;

        namespace Sample;

        /// <summary>A model.</summary>
        [Model]
        [TokenInput(tokens: 7, channels: 5)]
        [MixerBlock(tokenHidden: 3, channelHidden: Sizes.Hidden)]
        [LayerNorm, TokenMean, Linear(2)]
        public sealed partial class Small;
        """;

    private static readonly string[] StepNames = ["Parse", "Model", "Source", "Diagnostics"];

    private const string Sizes = """
        namespace Sample;

        internal static class Sizes
        {
            public const int Hidden = 11;
        }
        """;

    [Fact]
    public void TheSameCompilationChangesNothing() => AssertReasons(
        harness => harness.Clone(),
        parse: IncrementalStepRunReason.Unchanged,
        model: IncrementalStepRunReason.Cached,
        source: IncrementalStepRunReason.Cached,
        diagnostics: IncrementalStepRunReason.Cached);

    [Fact]
    public void ACommentBehindTheModelChangesNothing() => AssertReasons(
        harness => harness.Edit(0, text => text + "\n// A remark.\n"),
        parse: IncrementalStepRunReason.Unchanged,
        model: IncrementalStepRunReason.Cached,
        source: IncrementalStepRunReason.Cached,
        diagnostics: IncrementalStepRunReason.Cached);

    /// <summary>Places in the source move, so that diagnostics are looked at again; the model and its source are not.</summary>
    [Fact]
    public void ACommentBeforeTheModelMovesOnlyPlaces() => AssertReasons(
        harness => harness.Edit(0, text => "// A remark.\n" + text),
        parse: IncrementalStepRunReason.Modified,
        model: IncrementalStepRunReason.Unchanged,
        source: IncrementalStepRunReason.Cached,
        diagnostics: IncrementalStepRunReason.Unchanged);

    [Fact]
    public void AnUnrelatedFileChangesNothing() => AssertReasons(
        harness => harness.Add("namespace Sample; internal static class Unrelated;"),
        parse: IncrementalStepRunReason.Unchanged,
        model: IncrementalStepRunReason.Cached,
        source: IncrementalStepRunReason.Cached,
        diagnostics: IncrementalStepRunReason.Cached);

    [Fact]
    public void AChangedConstantIsSeen() => AssertReasons(
        harness => harness.Edit(0, text => text.Replace("Linear(2)", "Linear(3)", StringComparison.Ordinal)),
        parse: IncrementalStepRunReason.Modified,
        model: IncrementalStepRunReason.Modified,
        source: IncrementalStepRunReason.Modified,
        diagnostics: IncrementalStepRunReason.Unchanged);

    [Fact]
    public void AChangedConstantInAnotherFileIsSeen() => AssertReasons(
        harness => harness.Edit(1, text => text.Replace("11", "13", StringComparison.Ordinal)),
        parse: IncrementalStepRunReason.Modified,
        model: IncrementalStepRunReason.Modified,
        source: IncrementalStepRunReason.Modified,
        diagnostics: IncrementalStepRunReason.Unchanged);

    [Fact]
    public void AnEditedModelLeavesTheOthersAlone()
    {
        var other = Model.Replace("Small", "Other", StringComparison.Ordinal);
        var harness = new GeneratorHarness(Model, Sizes, other);
        harness.Run();
        harness.Edit(2, text => text.Replace("Linear(2)", "Linear(3)", StringComparison.Ordinal));
        Assert.Equal(
            [IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached],
            Reasons(harness.Run(), "Source").Order());
    }

    [Fact]
    public void ANewModelOfAnotherNameLeavesTheOthersAlone()
    {
        var harness = new GeneratorHarness(Model, Sizes);
        harness.Run();
        harness.Add(Model.Replace("Small", "Other", StringComparison.Ordinal));
        var result = harness.Run();
        Assert.Equal([IncrementalStepRunReason.New, IncrementalStepRunReason.Cached], Reasons(result, "Source").Order());
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, "FileNames"));
        Assert.Equal([IncrementalStepRunReason.New, IncrementalStepRunReason.Cached], Reasons(result, "File").Order());
    }

    /// <summary>The new one takes its place among the names of files; no text is written again.</summary>
    [Fact]
    public void ANewModelWhoseNameDiffersByCaseOnlyMovesFilesOnly()
    {
        var other = Model.Replace("Small", "Other", StringComparison.Ordinal);
        var harness = new GeneratorHarness(Model, Sizes, other);
        Assert.Equal(["Sample.Other.g.cs", "Sample.Small.g.cs"], FileNames(harness.Run()));
        harness.Add(Model.Replace("Small", "SMALL", StringComparison.Ordinal));
        var result = harness.Run();
        Assert.Equal(["Sample.Other.g.cs", "Sample.SMALL.g.cs", "Sample.Small.2.g.cs"], FileNames(result));
        Assert.Equal(
            [IncrementalStepRunReason.New, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], Reasons(result, "Source").Order());
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, "FileNames"));
        Assert.Equal(
            [IncrementalStepRunReason.New, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], Reasons(result, "File").Order());
    }

    [Fact]
    public void AMistakeThatMovesEmitsNoSourceAgain()
    {
        var harness = new GeneratorHarness(Model.Replace("Linear(2)", "Linear(0)", StringComparison.Ordinal), Sizes);
        var before = Assert.Single(harness.Run().Diagnostics);
        harness.Edit(0, text => "// A remark.\n" + text);
        var result = harness.Run();
        var after = Assert.Single(result.Diagnostics);
        Assert.Equal(
            before.Location.GetLineSpan().StartLinePosition.Line + 1,
            after.Location.GetLineSpan().StartLinePosition.Line);
        if (result.TrackedSteps.ContainsKey("Source"))
        {
            Assert.All(
                Reasons(result, "Source"),
                reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"Source was {reason}."));
        }
    }

    [Theory]
    [InlineData("Linear(2)")]
    [InlineData("Linear(0)")]
    public void NothingCachedHoldsOnToACompilation(string lastLayer)
    {
        var harness = new GeneratorHarness(Model.Replace("Linear(2)", lastLayer, StringComparison.Ordinal), Sizes);
        var steps = harness.Run().TrackedSteps;

        // A model with a mistake ends at its diagnostics.
        Assert.Superset(new HashSet<string> { "Parse", "Check", "Diagnostics" }, steps.Keys.ToHashSet());
        foreach (var name in StepNames.Concat(["Check", "FileNames", "File"]).Where(steps.ContainsKey))
        {
            Assert.All(steps[name].SelectMany(step => step.Outputs), output => ObjectGraph.AssertCacheable(output.Value));
        }
    }

    private static void AssertReasons(
        Action<GeneratorHarness> edit,
        IncrementalStepRunReason parse,
        IncrementalStepRunReason model,
        IncrementalStepRunReason source,
        IncrementalStepRunReason diagnostics)
    {
        var harness = new GeneratorHarness(Model, Sizes);
        var first = harness.Run();
        Assert.All(StepNames, name => Assert.Equal(IncrementalStepRunReason.New, Assert.Single(Reasons(first, name).Distinct())));

        edit(harness);
        var result = harness.Run();

        Assert.Equal(
            $"Parse {parse}, Model {model}, Source {source}, Diagnostics {diagnostics}",
            string.Join(", ", StepNames
                .Select(name => $"{name} {Assert.Single(Reasons(result, name).Distinct())}")));

        // Also what the compiler itself adds behind the last named step: no file is handed over again unless it changed.
        var expectedOutput = source == IncrementalStepRunReason.Modified ? IncrementalStepRunReason.Modified : IncrementalStepRunReason.Cached;
        var outputs = result.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);
        Assert.Contains(expectedOutput, outputs);
        Assert.DoesNotContain(outputs, reason => expectedOutput == IncrementalStepRunReason.Cached && reason == IncrementalStepRunReason.Modified);
    }

    private static IEnumerable<string> FileNames(GeneratorRunResult result) =>
        result.GeneratedSources.Select(source => source.HintName).Order(StringComparer.Ordinal);

    private static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(one => one.Outputs).Select(output => output.Reason)];
}
