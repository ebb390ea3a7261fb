using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Fashion-MNIST (Xiao, Rasul and Vollgraf 2017, arXiv 1708.07747): grey images of 28 x 28, ten classes. A byte b becomes
/// (b / 255 - 0.2860) / 0.3530, with the mean and deviation of the pixels of the 60,000 training images.
/// </summary>
/// <param name="Train">The training samples.</param>
/// <param name="Test">The test samples.</param>
public sealed record FashionMnist(Dataset Train, Dataset Test)
{
    /// <summary>Mean of the training pixels, scaled to 0 ... 1.</summary>
    public const float Mean = 0.2860f;

    /// <summary>Deviation of the training pixels, scaled to 0 ... 1.</summary>
    public const float Deviation = 0.3530f;

    private const int Extent = 28;

    /// <summary>The classes, by label.</summary>
    public static ImmutableArray<string> ClassNames { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>
    /// Reads the four files <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>, <c>t10k-images-idx3-ubyte</c> and
    /// <c>t10k-labels-idx1-ubyte</c>, each with or without <c>.gz</c>, with a dot or a dash before <c>idx</c>; any number of samples.
    /// </summary>
    /// <param name="directory">The folder that holds them.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file is missing; the message has the nearest names in the folder.</exception>
    /// <exception cref="IOException">A file cannot be read, or is a device or a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read a file.</exception>
    /// <exception cref="DatasetFormatException">A file is not what it should be, or images and labels do not belong together.</exception>
    public static FashionMnist Load(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        if (!Directory.Exists(directory))
        {
            if (File.Exists(directory))
            {
                throw new DirectoryNotFoundException($"{directory} is a file; expected the folder with the four files of Fashion-MNIST.");
            }

            throw new DirectoryNotFoundException($"There is no folder {directory}; expected one with the four files of Fashion-MNIST.");
        }

        return new FashionMnist(LoadPart(directory, "train"), LoadPart(directory, "t10k"));
    }

    private static Dataset LoadPart(string directory, string part)
    {
        string imagePath = Find(directory, $"{part}-images-idx3-ubyte");
        string labelPath = Find(directory, $"{part}-labels-idx1-ubyte");
        IdxData images = IdxReader.Read(imagePath, dimensions: 3);
        IdxData labels = IdxReader.Read(labelPath, dimensions: 1);
        if (images.Shape[0] < 1 || images.Shape[1] != Extent || images.Shape[2] != Extent)
        {
            throw new DatasetFormatException(
                imagePath, $"The shape is {string.Join(" x ", images.Shape)}; expected at least one image of {Extent} x {Extent}.");
        }

        if (labels.Shape[0] != images.Shape[0])
        {
            throw new DatasetFormatException(
                labelPath, $"There are {labels.Shape[0]} labels; expected {images.Shape[0]}, one for each image of {imagePath}.");
        }

        int[] classes = new int[labels.Values.Length];
        for (int i = 0; i < classes.Length; i++)
        {
            classes[i] = labels.Values[i];
            if (classes[i] >= ClassNames.Length)
            {
                throw new DatasetFormatException(
                    labelPath, $"The label of sample {i} is {classes[i]}; expected 0 to {ClassNames.Length - 1}.");
            }
        }

        return Dataset.FromBytes(images.Values, Extent * Extent, classes, Mean, Deviation, ClassNames);
    }

    // As published; as 7-Zip unpacks them and Kaggle has them, with a dot; and as some archives do, in a folder of the file's name.
    private static string Find(string directory, string name)
    {
        string dotted = name.Replace("-idx", ".idx", StringComparison.Ordinal);
        string[] names = [name, $"{name}.gz", dotted, $"{dotted}.gz", Path.Combine(name, name), Path.Combine(dotted, dotted), Path.Combine(name, dotted)];
        return Array.Find(Array.ConvertAll(names, candidate => Path.Combine(directory, candidate)), File.Exists)
            ?? throw new FileNotFoundException(
                $"There is neither {name} nor {name}.gz in {directory}{DescribeOthers(directory, name)}.", Path.Combine(directory, $"{name}.gz"));
    }

    private static string DescribeOthers(string directory, string name)
    {
        string[] files = Array.ConvertAll([.. Directory.EnumerateFileSystemEntries(directory).Take(1000)], static entry => Path.GetFileName(entry));
        return files.Length == 0 ? ", which is empty" : $"; nearest: {string.Join(", ", Array.ConvertAll([.. NearestNames.Find(name, files, limit: 4)], FileText.Show))}";
    }
}
