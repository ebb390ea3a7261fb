extern alias generators;

using System.Globalization;
using System.Reflection;
using generators::SparseGen.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace SparseGen.Tests.Generation;

/// <summary>Every mistake of <see cref="DiagnosticCases"/>: its id, its message, its location, and that nothing else is said.</summary>
public sealed class DiagnosticTests
{
    public static TheoryData<string> Names => [.. DiagnosticCases.All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AMistakeIsReportedWhereItIsMade(string name)
    {
        var expected = DiagnosticCases.All.Single(one => one.Name == name);
        var diagnostic = Assert.Single(await new GeneratorHarness(expected.Source).Diagnose());
        Assert.Equal(expected.Id, diagnostic.Id);
        Assert.Equal(expected.Message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(expected.Source[expected.Span.Start..expected.Span.End], expected.Source[span.Start..span.End]);
        Assert.Equal(expected.Span, span);
        Assert.Equal("File0.cs", diagnostic.Location.GetLineSpan().Path);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NothingIsGeneratedForAMistake(string name)
    {
        var mistake = DiagnosticCases.All.Single(one => one.Name == name);
        Assert.Equal(mistake.Generates, new GeneratorHarness(mistake.Source).Run().GeneratedSources.Length);
    }

    /// <summary>The declarations of classes that are no models are otherwise right, so that the compiler has nothing to say.</summary>
    [Fact]
    public void TheCompilerTakesClassesThatAreNoModels() => Assert.All(
        ClassShapeCases.All,
        one => Assert.Empty(new GeneratorHarness(one.Source).Compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error)));

    /// <summary>No declaration is known to have SPG0062, a fault of the generator: GeneratorFaultTests makes some.</summary>
    [Fact]
    public void EveryDescriptorHasACase() => Assert.Equal(
        typeof(Descriptors).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => ((DiagnosticDescriptor)field.GetValue(null)!).Id).Order(StringComparer.Ordinal),
        DiagnosticCases.All.Select(one => one.Id).Append("SPG0062").Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void CopiesWithoutEndAreRefusedAtOnce() => Assert.Equal(
        ["SPG0012", "SPG0018"],
        new GeneratorHarness("using SparseGen; [Model, VectorInput(8), Linear(8, Repeat = 2000000000)] public sealed partial class Deep;").Run()
            .Diagnostics.Select(diagnostic => diagnostic.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void SeveralMistakesAreSeveralDiagnostics()
    {
        var harness = new GeneratorHarness("""
            using SparseGen;

            [Model, VectorInput(3), Linear(0, Name = "a"), Linear(2, Name = "b", Repeat = 0)]
            public sealed partial class Model1;

            [Model, VectorInput(3), TokenMean]
            public sealed partial class Model2;
            """);
        Assert.Superset(
            new HashSet<string> { "SPG0007", "SPG0009" }, harness.Run().Diagnostics.Select(diagnostic => diagnostic.Id).ToHashSet());
    }
}
