using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SparseGen.Tests.Generation.Limits;

/// <summary>Blocks that multiply: layers are counted before anything is made of them.</summary>
[Collection(nameof(Timed))]
public sealed class BlockLimitTests
{
    /// <summary>2^16 layers would be 2^16 layers in the compiler's memory, and once were.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(30)]
    public void BlocksThatUseBlocksTwiceAreCounted(int levels)
    {
        var result = new GeneratorHarness(Chain(levels, "Use<{0}>, Use<{0}>")).Run();
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("SPG0064", diagnostic.Id);

        // The block that is the first to have more than 1,000: 2 + 2 (2 + 2 (... + 2 (1))) of nine levels.
        Assert.Equal(
            $"B{levels - 10} has 1534 layers, those of its blocks counted wherever they are used, more than the 1000 that are generated; use Repeat for layers that are alike",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Empty(result.GeneratedSources);
    }

    [Theory]
    [InlineData("Use<{0}>")]
    [InlineData("Use<{0}>, Use<{0}>")]
    [InlineData("Use<{0}>(Repeat = 2)")]
    [InlineData("Use<{0}>(Repeat = int.MaxValue), LayerNorm")]
    public void NestingThatIsTooDeepIsSaidOnce(string body)
    {
        var result = new GeneratorHarness(Chain(60, body)).Run();
        Assert.NotEmpty(result.Diagnostics);
        Assert.All(result.Diagnostics, static diagnostic => Assert.Contains(diagnostic.Id, (string[])["SPG0064", "SPG0065"]));
        Assert.Single(result.Diagnostics);
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void AChainOfTwoThousandBlocksIsAnsweredInTime()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var diagnostic = Assert.Single(new GeneratorHarness(Chain(2000, "Use<{0}>, LayerNorm")).Run().Diagnostics);
        Assert.Equal(
            "'B1967' uses 'B1968', in which blocks use blocks 32 deep, more than the 31 that are generated; use some of them side by side",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"It took {watch.Elapsed}.");
    }

    /// <summary>Repetitions of repetitions are loops in loops: few nodes, but more copies than there are numbers.</summary>
    [Theory]
    [InlineData(3, int.MaxValue)]
    [InlineData(25, 2)]
    public void CopiesOfCopiesAreCounted(int levels, int repeat)
    {
        var result = new GeneratorHarness(Chain(levels, $"Use<{{0}}>(Repeat = {repeat.ToString(CultureInfo.InvariantCulture)})")).Run();
        Assert.Contains(result.Diagnostics.Select(static diagnostic => diagnostic.Id), static id => id is "SPG0012" or "SPG0018" or "SPG0064");
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void ASharedBlockIsGeneratedWhereverItIsUsed()
    {
        var result = new GeneratorHarness(Chain(6, "Use<{0}>, Use<{0}>")).Run();
        Assert.Empty(result.Diagnostics);
        var text = Assert.Single(result.GeneratedSources).SourceText.ToString();
        Assert.Contains("\"b0.b1.b2.b3.b4.b5.norm.weight\"", text, StringComparison.Ordinal);
        Assert.Contains("\"b0.b12.b22.b32.b42.b52.norm.weight\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int[]", "the array 'int[]'")]
    [InlineData("string[][]", "the array 'string[][]'")]
    [InlineData("System.Collections.Generic.List<int>[]", "the array 'List<int>[]'")]
    [InlineData("dynamic", "the type 'dynamic'")]
    public void ATypeThatIsNoClassIsRefusedWhereItIsUsed(string type, string described)
    {
        var source = $"using SparseGen; [Model, VectorInput(3), Use<{type}>, Linear(2)] public sealed partial class Small;";
        var diagnostic = Assert.Single(new GeneratorHarness(source).Run().Diagnostics);
        Assert.Equal("SPG0066", diagnostic.Id);
        Assert.Equal($"'Small' uses {described}, which cannot be a block; name a class that is marked [Block]", diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal($"Use<{type}>", source[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]);
    }

    /// <summary>What the compiler refuses as well, so that nothing is silent whatever it says.</summary>
    [Theory]
    [InlineData("int")]
    [InlineData("(int, string)")]
    [InlineData("System.Span<int>")]
    [InlineData("int*[]")]
    [InlineData("System.Action")]
    [InlineData("System.IDisposable")]
    public void NoTypeIsPassedOverInSilence(string type)
    {
        var result = new GeneratorHarness($"using SparseGen; [Model, VectorInput(3), Use<{type}>, Linear(2)] public sealed unsafe partial class Small;").Run();
        Assert.Contains(Assert.Single(result.Diagnostics).Id, (string[])["SPG0019", "SPG0066"]);
    }

    /// <summary>B0 uses B1 uses B2 ... as the body says, and the last is a layer norm; the model uses B0.</summary>
    private static string Chain(int levels, string body) => string.Concat(
        Enumerable.Range(0, levels).Select(level => string.Create(
                CultureInfo.InvariantCulture,
                $"[Block, {string.Format(CultureInfo.InvariantCulture, level == levels - 1 ? "LayerNorm" : body, $"B{level + 1}")}] public sealed partial class B{level};\n"))
            .Prepend("using SparseGen;\n")
            .Append("[Model, VectorInput(3), Use<B0>, Linear(2)] public sealed partial class M;"));
}
