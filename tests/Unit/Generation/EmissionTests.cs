using System.Globalization;

namespace SparseGen.Tests.Generation;

/// <summary>What is true of the generated text of every model.</summary>
public sealed class EmissionTests
{
    private static readonly string[] ModelFiles =
        [.. Directory.GetFiles(Path.Combine(Repository.Tests, "Models"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    [Fact]
    public void GeneratedCodeCompilesWithoutAWarning() => new GeneratorHarness(ModelFiles).DeclareWithoutWarnings();

    /// <summary>What people read of a model stays short, and so does what each build compiles; <c>bench -- compile</c> measures the rest.</summary>
    [Theory]
    [InlineData("src/Architectures/FashionMixer.cs", "FashionMixer", 1500)]
    [InlineData("tests/Models/SmallMixers.cs", "PrimeMixer", 1200)]
    public void AModelsFileStaysShort(string file, string model, int mostLines)
    {
        string text = new GeneratorHarness($"using SparseGen;\n{File.ReadAllText(Path.Combine(Repository.Tests, "..", file))}").Run().GeneratedSources
            .Single(source => source.HintName.EndsWith($"{model}.g.cs", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains("struct GpuProgram", text, StringComparison.Ordinal);
        Assert.InRange(text.Count(static letter => letter == '\n'), 1, mostLines);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(text), 1, 120 * 1024);
    }

    [Fact]
    public void ModelsOfTheSameNameGiveFilesOfTheirOwn()
    {
        var harness = new GeneratorHarness("""
            using SparseGen;

            namespace First
            {
                [Model, VectorInput(3), Linear(2)]
                internal sealed partial class Same;

                internal static partial class Outer
                {
                    [Model, VectorInput(3), Linear(2)]
                    internal sealed partial class Same;
                }
            }

            namespace Second
            {
                [Model, VectorInput(3), Linear(2)]
                internal sealed partial class Same;
            }

            [Model, VectorInput(3), Linear(2)]
            internal sealed partial class Same;
            """);
        harness.CompileWithoutWarnings();
        Assert.Equal(4, harness.Run().GeneratedSources.Select(source => source.HintName).Distinct().Count());
    }

    [Fact]
    public void ALayerCalledLikeTheOutputGradientDoesNotTakeItsPlace()
    {
        var harness = new GeneratorHarness("""
            using SparseGen;

            [Model, VectorInput(3), Linear(2, Name = "output.gradient")]
            internal sealed partial class Named;
            """);
        harness.CompileWithoutWarnings();
        string text = harness.Run().GeneratedSources.Single().SourceText.ToString();
        Assert.Contains("const int SavedOutputGradientLinear = ", text, StringComparison.Ordinal);
        Assert.Contains("TrainingOutputGradient = SavedOutputGradient,", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheTextDoesNotDependOnTheLanguageOfTheMachine()
    {
        var expected = Generate();
        var before = CultureInfo.CurrentCulture;
        try
        {
            // Finnish writes a decimal comma and U+2212 as the minus sign: neither is C#.
            var finnish = new CultureInfo("fi-FI");
            Assert.Equal(",", finnish.NumberFormat.NumberDecimalSeparator);
            CultureInfo.CurrentCulture = finnish;
            Assert.Equal(expected, Generate());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TwoRunsGiveTheSameText() => Assert.Equal(Generate(), Generate());

    [Fact]
    public void TheTextNamesNoFolderOfThisMachine() =>
        Assert.All(Generate(), text => Assert.DoesNotContain(Repository.Tests, text, StringComparison.Ordinal));

    private static string[] Generate() =>
        [.. new GeneratorHarness(ModelFiles).Run().GeneratedSources.Select(source => source.SourceText.ToString())];
}
