using System.CommandLine;
using SparseGen.Models.Catalogue;
using SparseGen.Models.Experiments;

namespace SparseGen.Models.Commands;

/// <summary>Options of experiments that train on Fashion-MNIST: which images, how long, how many a step.</summary>
/// <param name="standardEpochs">Epochs when <c>--epochs</c> is not given.</param>
/// <param name="standardImages">Training images when <c>--images</c> is not given.</param>
internal sealed class ImageOptions(int standardEpochs, int standardImages = 10_000)
{
    private readonly Option<string?> _data = SharedOptions.Data();
    private readonly Option<int> _images = Numbers.Whole("--images", "Training images: the first N; all test images are used", standardImages);
    private readonly Option<int> _epochs = Numbers.Whole("--epochs", "Passes over the training images of each run", standardEpochs, maximum: 10_000);
    private readonly Option<int> _batch = SharedOptions.Batch("Images of a step");

    /// <summary>The options, for the command.</summary>
    public Option[] Options => [_images, _epochs, _batch, _data];

    /// <summary>Reads the data.</summary>
    /// <param name="result">The parsed arguments.</param>
    /// <exception cref="CommandException">There are not as many images as were asked for.</exception>
    public ImageTraining Read(ParseResult result)
    {
        int images = result.GetValue(_images);
        DataSplit data = DataSource.FashionMnist.Load(result.GetValue(_data), limit: null);
        return images <= data.Train.Count
            ? new ImageTraining(data with { Train = data.Train.Take(images) }, result.GetValue(_epochs), result.GetValue(_batch))
            : throw new CommandException($"--images: {images} is more than the {data.Train.Count} training images that there are; --data takes a folder with more");
    }
}
