using System.Globalization;
using System.Runtime.Intrinsics;

namespace SparseGen.Tests.Numerics;

/// <summary>
/// The numeric tests at every vector width. The width is a constant of the JIT compiler, decided when a process starts, so the tests run
/// again in child processes whose environment switches the wider vectors off.
/// </summary>
public sealed class VectorWidthTests
{
    private static int Floats =>
        Vector512.IsHardwareAccelerated ? 16
        : Vector256.IsHardwareAccelerated ? 8
        : Vector128.IsHardwareAccelerated ? 4
        : 1;

    /// <summary>(floats of a vector, what switches off wider ones); of a change the width of most processors alone.</summary>
    public static TheoryData<int, string> Widths => TestScope.IsChange
        ? new() { { 8, "DOTNET_EnableAVX512" } }
        : new() { { 8, "DOTNET_EnableAVX512" }, { 4, "DOTNET_EnableAVX2" }, { 1, "DOTNET_EnableHWIntrinsic" } };

    [SkippableTheory]
    [MemberData(nameof(Widths))]
    public void NumericTestsPassWithNarrowerVectors(int floats, string switchedOff)
    {
        Skip.If(Floats < floats, $"This processor has no vectors of {floats} floats.");
        Skip.If(Floats == floats, $"The tests of this process run with {floats} floats already.");

        var result = ChildTestRun.Run(
            filter: "Category=Numerics|Category=VectorWidth",
            new Dictionary<string, string>
            {
                [switchedOff] = "0",
                [VectorWidthInChildTests.ExpectedVariable] = floats.ToString(CultureInfo.InvariantCulture),
                [TestDevices.OnlyVariable] = "cpu-1,cpu-3",
            });

        Assert.True(result.Failed == 0 && result.ExitCode == 0, result.Output);
        Assert.True(result.Passed > 100, $"Only {result.Passed} tests ran:\n{result.Output}");
    }
}
