using System.IO.Compression;
using SparseGen;

namespace Images;

/// <summary>Pictures in folders, one for each class, with the name of the class.</summary>
internal static class PictureFolder
{
    /// <summary>Reads the file of a picture when training needs it, so that there may be more than fit into memory.</summary>
    public static Dataset Read(string folder)
    {
        string[] classes = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
        (string Path, int Label)[] files = [.. classes.SelectMany((path, label) => Directory.GetFiles(path).Order(StringComparer.Ordinal).Select(file => (file, label)))];
        return Dataset.FromSource(
            files.Length,
            Clothes.Side * Clothes.Side,
            (index, pixels) =>
            {
                using FileStream file = File.OpenRead(files[index].Path);
                Picture.Decode(file).CopyTo(pixels);
            },
            files.Select(file => file.Label).ToArray(),
            [.. classes.Select(path => Path.GetFileName(path))]);
    }

    /// <summary>Makes such folders out of images of Fashion-MNIST, to have something to begin with.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="part">"train" or "t10k", as its files are called.</param>
    /// <param name="count">How many images.</param>
    public static void Fill(string folder, string part, int count)
    {
        string data = Path.Combine(AppContext.BaseDirectory, "data");
        IdxData images = IdxReader.Read(Path.Combine(data, $"{part}-images-idx3-ubyte.gz"), dimensions: 3);
        IdxData labels = IdxReader.Read(Path.Combine(data, $"{part}-labels-idx1-ubyte.gz"), dimensions: 1);
        int size = images.Shape[1] * images.Shape[2];
        for (int i = 0; i < count; i++)
        {
            string name = FashionMnist.ClassNames[labels.Values[i]].Replace('/', '-').Replace(' ', '-');
            Directory.CreateDirectory(Path.Combine(folder, name));
            Picture.Write(Path.Combine(folder, name, $"{i:00000}.png"), images.Values.AsSpan(i * size, size), images.Shape[1]);
        }
    }
}
