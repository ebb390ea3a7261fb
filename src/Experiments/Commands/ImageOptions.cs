using System.CommandLine;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Datasets;

namespace SparseGen.Experiments.Commands;

/// <summary>Options of experiments that train on Fashion-MNIST: which images, how long, how many a step.</summary>
/// <param name="standardEpochs">Epochs when <c>--epochs</c> is not given.</param>
/// <param name="standardImages">Training images when <c>--images</c> is not given.</param>
/// <param name="holdsOut">Whether models are always judged by held-out training images, as where a search sees the judgement; there is no <c>--validation</c> then.</param>
internal sealed class ImageOptions(int standardEpochs, int standardImages = 10_000, bool holdsOut = false)
{
    private readonly Option<string?> _data = SharedOptions.Data("Folder with other data files, gzipped or not; the shipped ones by default");
    private readonly Option<int> _images = Numbers.Whole(
        "--images", $"Training images: the first N; {(holdsOut ? "the last fifth of them judges and is not trained on" : "all test images are used")}", standardImages);

    private readonly Option<int> _epochs = Numbers.Whole("--epochs", "Passes over the training images of each run", standardEpochs, maximum: 10_000);
    private readonly Option<int> _batch = SharedOptions.Batch("Images of a step");

    private readonly Option<bool> _validation = new("--validation")
    {
        Description = "Judge by the last fifth of the training images, which are then not trained on, and not by the test images: to choose settings",
    };

    /// <summary>The options, for the command.</summary>
    public Option[] Options => [_images, _epochs, _batch, _data, .. holdsOut ? Array.Empty<Option>() : [_validation]];

    /// <summary>Reads the data.</summary>
    /// <param name="result">The parsed arguments.</param>
    /// <exception cref="CommandException">There are not as many images as were asked for.</exception>
    public ImageTraining Read(ParseResult result)
    {
        int images = result.GetValue(_images);
        DataSplit data = DataSource.FashionMnist.Load(result.GetValue(_data), limit: null);
        if (images > data.Train.Count)
        {
            throw new CommandException($"--images: {images} is more than the {data.Train.Count} training images that there are; --data takes a folder with more");
        }

        var training = new ImageTraining(data with { Train = data.Train.Take(images) }, result.GetValue(_epochs), result.GetValue(_batch));
        if (!holdsOut && !result.GetValue(_validation))
        {
            return training;
        }

        string asked = holdsOut ? "--images" : "--validation";
        return images >= ImageTraining.LeastForValidation
            ? training.WithValidation()
            : throw new CommandException($"{asked}: a fifth of {images} images is none; --images takes at least {ImageTraining.LeastForValidation}");
    }
}
