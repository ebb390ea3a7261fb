extern alias generators;

using System.Globalization;
using generators::SparseGen.Generators;

namespace SparseGen.Tests.Generation.Limits;

/// <summary>A fault of the generator in one class is said there, and costs no other class its code.</summary>
public sealed class GeneratorFaultTests
{
    private const string Sources = """
        using SparseGen;

        [Block, LayerNorm, Linear(4)]
        public sealed partial class Part;

        [Model, VectorInput(4), Linear(3)]
        public sealed partial class Good;

        [Model, VectorInput(4), Use<Part>, Linear(3)]
        public sealed partial class Bad;
        """;

    public static TheoryData<string> EveryStage => [Stages.Parsing, Stages.Checking, Stages.Lowering, Stages.Planning, Stages.Emission];

    [Theory]
    [MemberData(nameof(EveryStage))]
    public void AFaultInAStageIsADiagnosticOfThatModelAlone(string stage)
    {
        var harness = new GeneratorHarness(Breaking(stage, "Bad"), Sources);
        var result = harness.Run();
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("SPG0062", diagnostic.Id);
        Assert.Equal(
            $"SparseGen could not generate 'Bad' because of a fault of its own, InvalidOperationException while {stage}: two lines, of a fault; "
            + "please report it with the declaration",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("Bad", Sources[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
        Assert.Equal("Good.g.cs", Assert.Single(result.GeneratedSources).HintName);
    }

    [Fact]
    public void AFaultInABlockIsADiagnosticOfThatBlock()
    {
        var result = new GeneratorHarness(Breaking(Stages.Parsing, "Part"), Sources).Run();
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("SPG0062", diagnostic.Id);
        Assert.Equal("Part", Sources[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
    }

    [Fact]
    public void CancellationIsNoFault()
    {
        using var source = new CancellationTokenSource();
        var generator = new SparseGenGenerator((stage, _) =>
        {
            if (stage == Stages.Planning)
            {
                source.Cancel();
                source.Token.ThrowIfCancellationRequested();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => new GeneratorHarness(generator, Sources).Run(source.Token));
    }

    /// <summary>The failure knows no place, so that a remark above the class emits nothing again.</summary>
    [Fact]
    public void AFaultMovesWithItsClassAndNothingIsGeneratedAgain()
    {
        var harness = new GeneratorHarness(Breaking(Stages.Emission, "Bad"), Sources);
        var before = Assert.Single(harness.Run().Diagnostics);
        harness.Edit(0, static text => "// A remark.\n" + text);
        var result = harness.Run();
        Assert.Equal(
            before.Location.GetLineSpan().StartLinePosition.Line + 1, Assert.Single(result.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        Assert.All(
            result.TrackedSteps["Source"].SelectMany(static step => step.Outputs),
            static output => Assert.Contains("ached", output.Reason.ToString(), StringComparison.Ordinal));
        Assert.All(result.TrackedSteps["Failures"].SelectMany(static step => step.Outputs), static output => ObjectGraph.AssertCacheable(output.Value));
    }

    private static SparseGenGenerator Breaking(string stage, string className) => new((at, name) =>
    {
        if (at == stage && name == className)
        {
            throw new InvalidOperationException("two lines,\nof a fault");
        }
    });
}
