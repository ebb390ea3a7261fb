using System.Text.RegularExpressions;

namespace SparseGen.Tests.Generation;

/// <summary>What lies behind the lowering knows ops, not layers, so that a new layer is one file.</summary>
public sealed class StageTests
{
    private static readonly string Generators = Path.GetFullPath(Path.Combine(Repository.Tests, "../src/Generators"));

    // "LayerNormLayer"; the base class of them all is called Layer.
    private static readonly string[] Layers =
        [.. Directory.EnumerateFiles(Path.Combine(Generators, "Layers"), "?*Layer.cs").Select(file => Path.GetFileNameWithoutExtension(file))];

    public static TheoryData<string> StagesBehindLowering => ["IR", "Ops", "Planning", "Emission"];

    [Theory]
    [MemberData(nameof(StagesBehindLowering))]
    public void StagesBehindLoweringNameNoLayer(string stage)
    {
        Assert.Contains("MixerBlockLayer", Layers);
        var named = new Regex($@"\b({string.Join('|', Layers)})\b");
        Assert.Empty(Sources(stage).Where(file => named.IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));
    }

    private static string[] Sources(string stage)
    {
        string[] files = Directory.GetFiles(Path.Combine(Generators, stage), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return files;
    }
}
