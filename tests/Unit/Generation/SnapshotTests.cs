namespace SparseGen.Tests.Generation;

/// <summary>The whole generated text of a few small models, to be read in review.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void PrimeMixer() => Snapshot.Verify(Generate("SmallMixers.cs", "PrimeMixer"));

    [Fact]
    public void ReluMlp() => Snapshot.Verify(Generate("VectorModels.cs", "ReluMlp"));

    [Fact]
    public void GreyPatches() => Snapshot.Verify(Generate("TokenModels.cs", "GreyPatches"));

    /// <summary>Two permutations that undo one another leave no trace.</summary>
    [Fact]
    public void CancelledPair() => Snapshot.Verify(Generate("PermutedModels.cs", "CancelledPair"));

    private static string Generate(string file, string model)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Tests, "Models", file));
        return new GeneratorHarness(source).Run().GeneratedSources
            .Single(generated => generated.HintName == $"SparseGen.Tests.Models.{model}.g.cs").SourceText.ToString();
    }
}
