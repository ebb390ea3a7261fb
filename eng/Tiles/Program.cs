using System.Reflection;
using SparseGen.Tiles;

string folder = Path.GetFullPath(Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "Target").Value!);
foreach ((string name, string text) in PanelTiles.Files().Concat(InnerTiles.Files()))
{
    File.WriteAllText(Path.Combine(folder, name), text);
}

Console.WriteLine($"The tiles are written to {folder}.");
