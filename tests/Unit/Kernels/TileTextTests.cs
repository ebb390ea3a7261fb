using SparseGen.Tiles;

namespace SparseGen.Tests.Kernels;

/// <summary>The register tiles in the repository are those that eng/Tiles writes.</summary>
public sealed class TileTextTests
{
    public static TheoryData<string> Names => [.. Files.Keys];

    private static Dictionary<string, string> Files => PanelTiles.Files().Concat(InnerTiles.Files()).ToDictionary(static file => file.Name, static file => file.Text);

    private static string Folder => Path.Combine(Repository.Root, "src/Core/Kernels/Cpu/Tiles");

    [Theory]
    [MemberData(nameof(Names))]
    public void TheFileIsWhatTheToolWrites(string name) => Assert.Equal(Files[name], File.ReadAllText(Path.Combine(Folder, name)));

    [Fact]
    public void ThereAreNoOthers() => Assert.Equal(Files.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
