namespace SparseGen.Tests.Data;

/// <summary>The shipped images, and folders that are not what they should be.</summary>
public sealed class FashionMnistTests
{
    private static readonly byte[] TwoImages = IdxFiles.Make([2, 28, 28], new byte[2 * 784]);
    private static readonly byte[] TwoLabels = IdxFiles.Make([2], [3, 9]);

    [Fact]
    public void LoadsTheShippedImages()
    {
        FashionMnist data = FashionMnist.Load(Repository.FashionMnist);
        Assert.Equal((10000, 2000, 784), (data.Train.Count, data.Test.Count, data.Train.InputSize));
        Assert.Equal(10, data.Train.ClassNames.Length);

        // The classes are even in the full data, and nearly so in any part that was not picked.
        int[] labels = new int[data.Train.Count];
        data.Train.FillLabels([.. Enumerable.Range(0, labels.Length)], labels);
        Assert.All(labels.CountBy(static label => label), static count => Assert.InRange(count.Value, 900, 1100));
        Assert.Equal([9, 0, 0, 3, 0, 2, 7, 2, 5, 5], labels[..10]);
    }

    [Fact]
    public void PixelsAreNormalised()
    {
        Dataset train = FashionMnist.Load(Repository.FashionMnist).Train;
        float[] pixels = new float[train.Count * train.InputSize];
        train.FillInputs([.. Enumerable.Range(0, train.Count)], pixels);

        // Black, and moments close to those of all 60,000 images.
        Assert.Equal((0f - 0.2860f) / 0.3530f, pixels[0]);
        double mean = pixels.Average(static pixel => (double)pixel);
        double variance = pixels.Average(pixel => (pixel - mean) * (pixel - mean));
        Assert.InRange(mean, -0.02, 0.02);
        Assert.InRange(Math.Sqrt(variance), 0.98, 1.02);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TakesAnyNumberOfImagesPackedOrNot(bool packed)
    {
        using var folder = new TemporaryFolder();
        Fill(folder, TwoImages, TwoLabels, packed);
        FashionMnist data = FashionMnist.Load(folder.Path);
        int[] labels = new int[2];
        data.Test.FillLabels([0, 1], labels);
        Assert.Equal([3, 9], labels);
    }

    [Fact]
    public void NamesAMissingFile()
    {
        using var folder = new TemporaryFolder();
        var exception = Assert.Throws<FileNotFoundException>(() => FashionMnist.Load(folder.Path));
        Assert.Contains("train-images-idx3-ubyte", exception.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, exception.Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => FashionMnist.Load(folder.File("nowhere")));
    }

    /// <summary>As 7-Zip unpacks them and Kaggle has them, and as some archives do.</summary>
    [Theory]
    [InlineData("-images.idx3-ubyte", "-labels.idx1-ubyte")]
    [InlineData("-images.idx3-ubyte", "-labels-idx1-ubyte")]
    [InlineData("-images-idx3-ubyte/{0}-images-idx3-ubyte", "-labels-idx1-ubyte/{0}-labels.idx1-ubyte")]
    public void FindsOtherNames(string images, string labels)
    {
        using var folder = new TemporaryFolder();
        foreach (string part in new[] { "train", "t10k" })
        {
            foreach ((string name, byte[] content) in new[] { (images, TwoImages), (labels, TwoLabels) })
            {
                string path = folder.File(part + string.Format(System.Globalization.CultureInfo.InvariantCulture, name, part));
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, content);
            }
        }

        Assert.Equal(2, FashionMnist.Load(folder.Path).Train.Count);
    }

    [Fact]
    public void MentionsTheNearestNames()
    {
        using var folder = new TemporaryFolder();
        folder.Write("train-images_idx3", TwoImages);
        Assert.Contains("nearest: train-images_idx3", Assert.Throws<FileNotFoundException>(() => FashionMnist.Load(folder.Path)).Message, StringComparison.Ordinal);
        string file = folder.File("train-images_idx3");
        Assert.Contains("is a file", Assert.Throws<DirectoryNotFoundException>(() => FashionMnist.Load(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RejectsImagesOfAnotherSize() =>
        AssertRejected(IdxFiles.Make([2, 28, 27], new byte[2 * 28 * 27]), TwoLabels, "2 x 28 x 27", "28 x 28");

    [Fact]
    public void RejectsNoImages() => AssertRejected(IdxFiles.Make([0, 28, 28], []), IdxFiles.Make([0], []), "at least one image");

    [Fact]
    public void RejectsLabelsThatAreNotAsManyAsTheImages() =>
        AssertRejected(TwoImages, IdxFiles.Make([3], [0, 1, 2]), "3 labels", "expected 2");

    [Fact]
    public void RejectsALabelBeyondTheClasses() =>
        AssertRejected(TwoImages, IdxFiles.Make([2], [3, 10]), "sample 1 is 10", "0 to 9");

    private static void AssertRejected(byte[] images, byte[] labels, params string[] words)
    {
        using var folder = new TemporaryFolder();
        Fill(folder, images, labels, packed: false);
        var exception = Assert.Throws<DatasetFormatException>(() => FashionMnist.Load(folder.Path));
        Assert.All(words, word => Assert.Contains(word, exception.Message, StringComparison.Ordinal));
    }

    private static void Fill(TemporaryFolder folder, byte[] images, byte[] labels, bool packed)
    {
        foreach (string part in new[] { "train", "t10k" })
        {
            string ending = packed ? ".gz" : string.Empty;
            folder.Write($"{part}-images-idx3-ubyte{ending}", packed ? IdxFiles.Pack(images) : images);
            folder.Write($"{part}-labels-idx1-ubyte{ending}", packed ? IdxFiles.Pack(labels) : labels);
        }
    }
}
