using System.Reflection;
using SparseGen.Tiles;

string folder = Path.GetFullPath(Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(static a => a.Key == "Target").Value!);
Write("Core/Kernels/Cpu/Tiles", PanelTiles.Files().Concat(InnerTiles.Files()));
Write("Gpu/Kernels/Tiles", TensorTiles.Files());

void Write(string target, IEnumerable<(string Name, string Text)> files)
{
    string path = Path.Combine(folder, target);
    foreach ((string name, string text) in files)
    {
        File.WriteAllText(Path.Combine(path, name), text);
    }

    Console.WriteLine($"The tiles are written to {path}.");
}
