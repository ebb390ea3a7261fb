using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SparseGen.Execution;
using SparseGen.Tests.Runtime;

namespace SparseGen.Tests.Generation;

/// <summary>Projects without the package SparseGen.Gpu get code for the CPU alone.</summary>
public sealed class CpuOnlyTests
{
    private const string Model = """
        using SparseGen;

        namespace Sample;

        [Model(HessianProducts = true), TokenInput(7, 5), MixerBlock(3, 11, Repeat = 2), LayerNorm, SparseLinear(6, 0.5), PermutedKronecker(3), Dropout(0.1), Flatten, Linear(2)]
        public sealed partial class Small;
        """;

    [Fact]
    public void NothingOfTheFileIsForGpus()
    {
        var harness = new GeneratorHarness(Model);
        harness.RemoveGpuPackage();
        harness.CompileWithoutWarnings();
        string text = Text(harness);
        Assert.DoesNotContain("Gpu", text, StringComparison.Ordinal);
        Assert.Contains("ModelEngine.Create<CpuProgram, CpuOnly>", text, StringComparison.Ordinal);
    }

    /// <summary>The package comes and goes; an edit elsewhere does not make the generator write anything anew.</summary>
    [Fact]
    public void ThePackageDecides()
    {
        var harness = new GeneratorHarness(Model);
        string both = Text(harness);
        harness.RemoveGpuPackage();
        string alone = Text(harness);
        Assert.Contains("GpuEngines<GpuProgram>", both, StringComparison.Ordinal);
        Assert.True(alone.Length < 0.8 * both.Length, $"{alone.Length} of {both.Length} characters are left.");

        harness.Add("namespace Sample; internal static class Unrelated;");
        var steps = harness.Run().TrackedSteps;
        Assert.Equal(IncrementalStepRunReason.Unchanged, steps["HasGpu"].Single().Outputs.Single().Reason);
        Assert.Equal(IncrementalStepRunReason.Cached, steps["Source"].Single().Outputs.Single().Reason);

        harness.AddGpuPackage();
        Assert.Equal(both, Text(harness));
    }

    /// <summary>Kernels for GPUs store permutations by the inverse lists; who has none of them makes no list that nobody reads.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void EveryListIsRead(bool hasGpu, bool trains)
    {
        string training = trains ? "" : "(Training = false)";
        var harness = new GeneratorHarness(
            $"using SparseGen; [Model{training}, TokenInput(4, 6), SMixerBlock(Permutation = Permutation.Random)] public sealed partial class Small;");
        if (!hasGpu)
        {
            harness.RemoveGpuPackage();
        }

        string text = Text(harness);
        string[] lists = [.. Regex.Matches(text, @"public static readonly int\[\] (\w+)").Select(static match => match.Groups[1].Value)];
        Assert.Equal(hasGpu || trains, text.Contains("Permutations.Invert(", StringComparison.Ordinal));
        Assert.All(lists, list => Assert.Contains($"IndexTables.{list},", text, StringComparison.Ordinal));
    }

    /// <summary>A program with the package may use models of a library that was compiled without it.</summary>
    [Fact]
    public void AModelWithoutCodeForGpusSaysWhatToAdd()
    {
        var failure = Assert.Throws<DeviceUnavailableException>(() => CpuOnly.Create(SquareProgram.Info, SquareProgram.Layout, 1, Device.Cpu, 0));
        Assert.Contains(SquareProgram.Info.Name, failure.Message, StringComparison.Ordinal);
        Assert.Contains("SparseGen.Gpu", failure.Message, StringComparison.Ordinal);
    }

    private static string Text(GeneratorHarness harness) => harness.Run().GeneratedSources.Single().SourceText.ToString();
}
