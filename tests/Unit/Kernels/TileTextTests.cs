using SparseGen.Tiles;

namespace SparseGen.Tests.Kernels;

/// <summary>The register tiles and the statements for tensor cores in the repository are those that eng/Tiles writes.</summary>
public sealed class TileTextTests
{
    private static readonly Dictionary<string, (string Name, string Text)[]> Folders = new()
    {
        ["src/Core/Kernels/Cpu/Tiles"] = [.. PanelTiles.Files(), .. InnerTiles.Files()],
        ["src/Gpu/Kernels/Tiles"] = [.. TensorTiles.Files()],
    };

    public static TheoryData<string, string> Names
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach ((string folder, (string Name, string Text)[] files) in Folders)
            {
                foreach ((string name, _) in files)
                {
                    data.Add(folder, name);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> FolderNames => [.. Folders.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheFileIsWhatTheToolWrites(string folder, string name) =>
        Assert.Equal(Folders[folder].Single(file => file.Name == name).Text, File.ReadAllText(Path.Combine(Repository.Root, folder, name)));

    [Theory]
    [MemberData(nameof(FolderNames))]
    public void ThereAreNoOthers(string folder) => Assert.Equal(
        Folders[folder].Select(static file => file.Name).Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(Repository.Root, folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
