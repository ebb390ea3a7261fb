namespace SparseGen.Tests.Generation.Limits;

/// <summary>
/// No declaration keeps the generator busy: what takes long is refused, and the longest that are not refused take a second or less on an idle machine.
/// The limits here are generous, and of the processor's time, of which other programs take nothing away; what grew by the square of the layers took 10 to 30 times as long.
/// </summary>
[Collection(nameof(Timed))]
public sealed class SpeedLimitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("LayerNorm", 999)]
    [InlineData("Activation(ActivationKind.Gelu)", 999)]
    [InlineData("Linear(4)", 999)]
    [InlineData("PermutedKronecker(2, Before = Permutation.Random, After = Permutation.Commutation, Seed = 7)", 700)]
    [InlineData("Dropout(0.5)", 999)]
    [InlineData("SparseLinear(4, 0.5)", 999)]
    [InlineData("LayerNorm(Repeat = 2)", 999)]
    [InlineData("Monarch(4)", 500)]
    [InlineData("BottleneckMlpBlock(2)", 500)]
    public void TheLongestDeclarationsAreGeneratedInTime(string layer, int count) =>
        Time($"VectorInput(4), {string.Join(", ", Enumerable.Repeat(layer, count))}", isRefused: false);

    [Theory]
    [InlineData("LayerNorm", 1001)]
    [InlineData("Activation(ActivationKind.Gelu)", 5000)]
    [InlineData("BottleneckMlpBlock(2)", 999)]
    public void LongerOnesAreRefused(string layer, int count) =>
        Time($"VectorInput(4), {string.Join(", ", Enumerable.Repeat(layer, count))}", isRefused: true);

    /// <summary>Kernels are the library's, so that a size costs a shape and a few lines.</summary>
    [Fact]
    public void ThreeHundredDifferentMixerBlocksAreNot() => Time(
        "TokenInput(4, 5), " + string.Join(", ", Enumerable.Range(1, 300).Select(static i => $"MixerBlock({i + 1}, {i + 3})")), isRefused: false);

    [Fact]
    public void TenDifferentMixerBlocksAreNot() => Time(
        "TokenInput(4, 5), " + string.Join(", ", Enumerable.Range(1, 10).Select(static i => $"MixerBlock({(10 * i) + 1}, {(20 * i) + 3})")), isRefused: false);

    private static void Time(string layers, bool isRefused)
    {
        var harness = new GeneratorHarness($"using SparseGen; [Model, {layers}] public sealed partial class M;");
        TimeSpan before = Environment.CpuUsage.TotalTime;
        var result = harness.Run();
        TimeSpan taken = Environment.CpuUsage.TotalTime - before;
        Assert.True(taken < Limit, $"It took {taken}.");
        if (isRefused)
        {
            Assert.Equal("SPG0064", Assert.Single(result.Diagnostics).Id);
        }
        else
        {
            Assert.Empty(result.Diagnostics);
        }
    }
}
