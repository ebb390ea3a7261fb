using System.Collections.Immutable;
using SparseGen.Models;

namespace SparseGen.Tool.Datasets;

/// <summary>Data that models learn from: a name, a folder that comes with the program, and a way to read such a folder.</summary>
/// <param name="name">For people and for checkpoints.</param>
/// <param name="folder">Where the shipped files lie, below the program's <c>data</c> folder.</param>
/// <param name="sampleShape">Shape of one sample.</param>
/// <param name="classNames">Names of the classes by label.</param>
/// <param name="read">Reads a folder.</param>
internal sealed class DataSource(string name, string folder, ImmutableArray<int> sampleShape, ImmutableArray<string> classNames, Func<string, DataSplit> read)
{
    /// <summary>Grey images of clothes, 28x28 pixels in ten classes; the shipped part has 10,000 training and 2,000 test images.</summary>
    public static DataSource FashionMnist { get; } = new("Fashion-MNIST", "fashion-mnist", [1, 28, 28], SparseGen.FashionMnist.ClassNames, directory =>
    {
        FashionMnist data = SparseGen.FashionMnist.Load(directory);
        return new DataSplit(data.Train, data.Test);
    });

    /// <summary>The data that a model learns from: those whose samples have the shape that it takes.</summary>
    /// <param name="entry">The model.</param>
    /// <returns>The data, or null where no data that the program knows have that shape.</returns>
    public static DataSource? For(ModelEntry entry)
        => entry.Info.InputShape.AsSpan().SequenceEqual(FashionMnist.SampleShape.AsSpan()) ? FashionMnist : null;

    /// <summary>For people and for checkpoints.</summary>
    public string Name { get; } = name;

    /// <summary>Shape of one sample: [channels, height, width].</summary>
    public ImmutableArray<int> SampleShape { get; } = sampleShape;

    /// <summary>Where the shipped files lie.</summary>
    public string ShippedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "data", folder);

    /// <summary>Names of the classes by label.</summary>
    public ImmutableArray<string> ClassNames { get; } = classNames;

    /// <summary>Reads the data.</summary>
    /// <param name="directory">A folder with the same files; null takes the shipped ones.</param>
    /// <param name="limit">The most training samples, and the most test samples; null takes all.</param>
    public DataSplit Load(string? directory, int? limit)
    {
        DataSplit data = read(directory ?? ShippedFolder);
        return limit is int count ? new DataSplit(data.Train.Take(count), data.Test.Take(count)) : data;
    }
}
