namespace SparseGen.Tests.Generation;

/// <summary>A model declared with Training = false is written without anything that only training needs.</summary>
public sealed class InferenceOnlyTests
{
    private const string Layers =
        "ImageInput(6, 10, 2), PatchEmbedding(2, 11), SMixerBlock(ChannelMap = LinearMap.Monarch, Blocks = 3), "
        + "MixerBlock(5, 13, ChannelMap = LinearMap.Sparse, Density = 0.5), Dropout(0.5), Flatten, Linear(2)";

    [Fact]
    public void NothingOfTheFileIsForTraining()
    {
        string text = Text("[Model(Training = false)]");
        foreach (string word in new[] { "Gradient", "Backward", "Transposed", "Saved", "ForwardTraining", "IActivationSource", "NoiseStep", "NoiseStream" })
        {
            Assert.DoesNotContain(word, text[text.IndexOf("#nullable", StringComparison.Ordinal)..], StringComparison.Ordinal);
        }

        string trained = Text("[Model]");
        Assert.True(text.Length < 0.5 * trained.Length, $"{text.Length} of {trained.Length} characters are left.");
        Assert.Equal(trained, Text("[Model(Training = true)]"));
    }

    /// <summary>Members that a model for training has are free for the user's own.</summary>
    [Fact]
    public void ItsClassMayHaveMembersOfThoseNames() => new GeneratorHarness($$"""
        using SparseGen;
        [Model(Training = false), {{Layers}}]
        public sealed partial class Small
        {
            internal int Gradients => 1;

            internal int Backward() => 2;
        }
        """).CompileWithoutWarnings();

    [Fact]
    public void ATrainerDoesNotTakeIt()
    {
        var harness = new GeneratorHarness($$"""
            using SparseGen;
            [Model(Training = false), {{Layers}}]
            public sealed partial class Small;

            public static class Use
            {
                public static object Of(Small model) => new Trainer<Small>(model, new Sgd(1f), new SoftmaxCrossEntropy());
            }
            """);
        var compilation = harness.Compilation.AddSyntaxTrees(harness.Run().GeneratedSources.Select(static source => source.SyntaxTree));
        Assert.Contains("CS0311", compilation.GetDiagnostics().Select(static error => error.Id));
    }

    private static string Text(string mark)
    {
        var harness = new GeneratorHarness($"using SparseGen; {mark}[{Layers}] public sealed partial class Small;");
        harness.CompileWithoutWarnings();
        return harness.Run().GeneratedSources.Single().SourceText.ToString();
    }
}
