namespace SparseGen.Tests.Generation;

/// <summary>A view costs nothing: no pass of any back end copies a number for it.</summary>
public sealed class FlattenTests
{
    [Theory]
    [InlineData("ImageInput(5, 4, 3), Flatten, Linear(7), Linear(3)")]
    [InlineData("TokenInput(7, 5), Linear(3), Flatten, Linear(4)")]
    [InlineData("TokenInput(7, 5), Linear(6), LayerNorm, Flatten, Linear(4)")]
    [InlineData("TokenInput(7, 5), Linear(3), Flatten, BottleneckMlpBlock(2, Repeat = 3), Linear(4)")]
    [InlineData("TokenInput(7, 5), Linear(6), MixerBlock(3, 4, Repeat = 2), Flatten, Linear(4)")]
    [InlineData("TokenInput(7, 5), Linear(6), LayerNorm, Linear(3), Flatten")]
    public void AViewIsNoCopy(string layers) => Assert.DoesNotContain("Copy", Generate(layers), StringComparison.Ordinal);

    /// <summary>The other way round, so that the test above cannot pass for want of the word: input and output of a model each have their place.</summary>
    [Fact]
    public void AViewBetweenTwoFixedPlacesIsACopy() => Assert.Contains("Copy", Generate("TokenInput(7, 5), Flatten"), StringComparison.Ordinal);

    private static string Generate(string layers) => new GeneratorHarness($"""
        using SparseGen;

        [Model, {layers}]
        internal sealed partial class Small;
        """).Run().GeneratedSources.Single().SourceText.ToString();
}
