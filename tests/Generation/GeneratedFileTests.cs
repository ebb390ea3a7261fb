namespace SparseGen.Tests.Generation;

/// <summary>The files of tests/Models give the models of their assembly, and nothing else.</summary>
public sealed class GeneratedFileTests
{
    [Fact]
    public void EveryModelGivesOneFile()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Tests, "Models"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        var result = new GeneratorHarness(files).Run();
        Assert.Equal(
            typeof(Models.PrimeMixer).Assembly.GetTypes()
                .Where(type => type.Namespace == "SparseGen.Tests.Models" && type.IsDefined(typeof(ModelAttribute), inherit: false))
                .Select(type => $"{type.FullName}.g.cs").Order(StringComparer.Ordinal),
            result.GeneratedSources.Select(source => source.HintName).Order(StringComparer.Ordinal));
    }
}
