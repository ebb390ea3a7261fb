using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SparseGen.Tests.Generation;

/// <summary>
/// Generated text, which nobody can edit, compiles without a warning whatever the settings of the project are. The models hold every layer; settings that do not
/// get in each other's way are tried together.
/// </summary>
public sealed class SettingsTests
{
    /// <summary>The models as a library declares them.</summary>
    private static readonly string Models = EveryLayer.Template.Replace(" BODY", ";", StringComparison.Ordinal)
        .Replace("[X.Model(", "/// <summary>A model.</summary>\n[X.Model(", StringComparison.Ordinal).Replace("X.", "global::SparseGen.", StringComparison.Ordinal)
        .Replace("internal sealed", "public sealed", StringComparison.Ordinal)
        .Replace("public sealed partial class Part", "internal sealed partial class Part", StringComparison.Ordinal);

    private const string Tiny = "global::SparseGen.Model, global::SparseGen.VectorInput(3), global::SparseGen.Linear(3), "
        + "global::SparseGen.Activation(global::SparseGen.ActivationKind.Relu), global::SparseGen.Linear(2)";

    private static CSharpCompilationOptions Strict => GeneratorHarness.OrdinarySettings.WithGeneralDiagnosticOption(ReportDiagnostic.Error);

    private static CSharpParseOptions Documented => new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>
    /// The numbers of categories of an Embedding are an array, and of arrays as arguments of attributes the compiler says, at the user's declaration, that not all languages have
    /// them.
    /// </summary>
    [Fact]
    public void ACompliantLibraryWithNullableOffAndOldLanguage() => new GeneratorHarness(
        Documented.WithLanguageVersion(LanguageVersion.CSharp12).WithFeatures([new("strict", "true")]),
        Strict.WithNullableContextOptions(NullableContextOptions.Disable).WithOverflowChecks(true).WithOptimizationLevel(OptimizationLevel.Release),
        $"[assembly: global::System.CLSCompliant(true)]\n{Models}".Replace(
            "public sealed partial class CategoryLayers", "[global::System.CLSCompliant(false)] public sealed partial class CategoryLayers", StringComparison.Ordinal))
        .CompileAsUsersDo();

    [Fact]
    public void AProgramForDebuggingInTheNextLanguage() => new GeneratorHarness(
        Documented.WithLanguageVersion(LanguageVersion.Preview).WithPreprocessorSymbols("DEBUG"),
        Strict.WithNullableContextOptions(NullableContextOptions.Warnings).WithOptimizationLevel(OptimizationLevel.Debug).WithOutputKind(OutputKind.ConsoleApplication)
            .WithPlatform(Platform.X64).WithAllowUnsafe(true),
        $"internal static class Program {{ private static void Main() {{ }} }}\n{Models}").CompileAsUsersDo();

    [Theory]
    [InlineData(NullableContextOptions.Disable)]
    [InlineData(NullableContextOptions.Annotations)]
    public void NullableContexts(NullableContextOptions nullable) =>
        new GeneratorHarness(Documented, Strict.WithNullableContextOptions(nullable), $"[{Tiny}] internal sealed partial class Net;").CompileAsUsersDo();

    /// <summary>Without a summary of the user's own the compiler asks for one at the user's declaration, and nowhere else.</summary>
    [Fact]
    public void DocumentationIsAskedForOfTheUserOnly()
    {
        var harness = new GeneratorHarness(Documented, GeneratorHarness.OrdinarySettings, $"[assembly: global::System.CLSCompliant(true)]\n[{Tiny}] public partial class Net;");
        var output = harness.Compilation.AddSyntaxTrees(harness.Run().GeneratedSources.Select(source => source.SyntaxTree));
        Assert.Empty(output.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning && found.Location.SourceTree != output.SyntaxTrees.First()));
    }

    /// <summary>A namespace _ in the middle of them: what is called _ nobody can throw away.</summary>
    [Fact]
    public void OddNamespacesAndClasses()
    {
        string[] spaces =
        [
            "_", "_._", "__", "@var.@dynamic.@nint", "@global", "Generated.SparseGen", "SparseGen", "Ünïcode.Ждёт.模型.e\u0301.a\u200Db.x\u203Fy",
        ];
        string[] classes = ["_", "__", "@async", "@unmanaged", "@field", "@record"];
        new GeneratorHarness(
            string.Concat(spaces.Select(space => $"namespace {space} {{ [{Tiny}] internal sealed partial class Net; }}\n"))
            + string.Concat(classes.Select((name, number) => $"namespace N{number} {{ internal static partial class _A {{ [{Tiny}] internal sealed partial class {name}; }} }}\n")))
            .CompileWithoutWarnings();
    }

    /// <summary>Names of files, of types and of members are made from names that the user may make as long as metadata allows.</summary>
    [Fact]
    public void LongNames()
    {
        string longest = new('L', 1015), wide = new('模', 150), letters = new('n', 900);
        var space = string.Join('.', Enumerable.Range(0, 12).Select(number => $"Contoso{number}.MedicalImagingOfWholeSlides"));
        var harness = new GeneratorHarness($$"""
            [{{Tiny}}] internal sealed partial class {{longest}};
            [{{Tiny}}] internal sealed partial class {{longest[..^1]}}l;
            namespace {{space}} { internal static partial class Outer { [{{Tiny}}] internal sealed partial class Net; [{{Tiny}}] internal sealed partial class NET; } }
            namespace {{space.ToUpperInvariant()}} { internal static partial class Outer { [{{Tiny}}] internal sealed partial class Net; } }
            namespace {{wide}} { [{{Tiny}}] internal sealed partial class {{wide}}; }
            [global::SparseGen.Block, global::SparseGen.Linear(3, Name = "{{letters}}"), global::SparseGen.SparseLinear(3, 0.9)]
            internal sealed partial class {{letters.ToUpperInvariant()}};
            [global::SparseGen.Model, global::SparseGen.VectorInput(3)]
            [{{string.Join(", ", Enumerable.Repeat("global::SparseGen.Activation(global::SparseGen.ActivationKind.SquaredRelu)", 90))}}]
            [global::SparseGen.Use<{{letters.ToUpperInvariant()}}>(Repeat = 2)]
            internal sealed partial class Named;
            """);
        using var image = new MemoryStream();
        var emitted = harness.CompileWithoutWarnings().Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        var files = harness.Run().GeneratedSources.Select(source => source.HintName).ToArray();
        Assert.Equal(7, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(files, file => Assert.InRange(Encoding.UTF8.GetByteCount(file), 1, 100));
        Assert.Equal(files, new GeneratorHarness(harness.Compilation.SyntaxTrees.Single().ToString()).Run().GeneratedSources.Select(source => source.HintName));
        Assert.Contains(
            "MedicalImagingOfWholeSlides.Outer.Net-",
            files.Single(file => file.Contains(".Net-", StringComparison.Ordinal) && file.Contains("Medical", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    /// <summary>In a checked context a product that is meant to wrap around would throw on the CPU, and a GPU has no exceptions at all.</summary>
    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void CheckedArithmeticChangesNothing(string device) =>
        Assert.Equal(Numbers(Images.Value.Unchecked, TestDevices.Get(device)), Numbers(Images.Value.Checked, TestDevices.Get(device)));

    public static TheoryData<string> Devices => [.. TestDevices.All.Except(["cpu", "cpu-3"])];

    private static readonly Lazy<(byte[] Unchecked, byte[] Checked)> Images = new(static () => (Compile(false), Compile(true)));

    private static byte[] Compile(bool isChecked)
    {
        var settings = GeneratorHarness.OrdinarySettings.WithOverflowChecks(isChecked).WithOptimizationLevel(OptimizationLevel.Release);
        using var image = new MemoryStream();
        var emitted = new GeneratorHarness(Documented, settings, """
            using SparseGen;

            [Model(HessianProducts = true), ImageInput(4, 4, 1), PatchEmbedding(2, 3)]
            [MixerBlock(2, 4, ChannelMap = LinearMap.Sparse, Density = 0.5, Dropout = 0.25, Repeat = 2), PermutedKronecker(4, Before = Permutation.Random, Seed = -2)]
            [TokenLinear(3), LayerNorm, TokenMean, BlockDiagonal(3, Blocks = 2), Linear(2)]
            internal sealed partial class Net;
            """).CompileAsUsersDo().Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return image.ToArray();
    }

    private static float[] Numbers(byte[] image, Device device)
    {
        var type = new AssemblyLoadContext("Settings").LoadFromStream(new MemoryStream(image)).GetType("Net", throwOnError: true)!;
        using var model = (ITestModel)Activator.CreateInstance(typeof(TestModel<>).MakeGenericType(type), Activator.CreateInstance(type, 3, device, 5ul))!;
        var input = ValueRecipe.Input(model.Info, 3);
        var output = new float[3 * model.Info.OutputSize];
        model.Forward(input, output);
        var loss = model.Step(input, [0, 1, 1]);
        return [.. output, loss, model.Step(input, [1, 1, 0]), (float)model.Gradients.Norm()];
    }
}
