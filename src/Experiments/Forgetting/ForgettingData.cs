using SparseGen.Tool.Datasets;

namespace SparseGen.Experiments;

/// <summary>The images of one seed: what a model is trained on with marks, and the four data sets of selective forgetting.</summary>
/// <remarks>
/// The training images are cut in two halves. One is trained on as it is; the other carries marks, and there the mark decides the label. Of the latter some are given to
/// the forgetting procedure, with the classes as labels: the first that carry one of the available marks.
/// </remarks>
internal sealed class ForgettingData
{
    private ForgettingData(
        Dataset training, Dataset clean, MarkedImages available, Dataset plain, MarkedImages unavailable, Dataset test)
    {
        Training = training;
        Clean = clean;
        Available = available;
        Plain = plain;
        Unavailable = unavailable;
        Test = test;
    }

    /// <summary>What the model learns before it forgets: half of it marked, with the labels that the marks stand for.</summary>
    public Dataset Training { get; }

    /// <summary>The same images without marks, with their classes: what a model that never saw a mark learns.</summary>
    public Dataset Clean { get; }

    /// <summary>Carries the information, and is available.</summary>
    public MarkedImages Available { get; }

    /// <summary>Does not carry it, and is available.</summary>
    public Dataset Plain { get; }

    /// <summary>Carries it, and is not available: test images.</summary>
    public MarkedImages Unavailable { get; }

    /// <summary>Does not carry it, and is not available: test images.</summary>
    public Dataset Test { get; }

    /// <summary>Makes the data of a seed.</summary>
    /// <param name="images">Training and test images.</param>
    /// <param name="settings">How many are available.</param>
    /// <param name="seed">Decides the marks.</param>
    public static ForgettingData Create(ImageTraining images, ForgettingSettings settings, int seed)
    {
        Dataset train = images.Data.Train;
        int half = train.Count / 2;
        Dataset plain = train.Take(half);
        Dataset rest = Skip(train, half);

        // The model knows all ten marks; the procedure may see only some of them.
        MarkedImages marked = Marks.Put(rest, 0, Marks.Count - 1, Key(seed, 0));
        int firstUnseen = settings.AvailableMarks < Marks.Count ? settings.AvailableMarks : 0;
        MarkedImages unavailable = Marks.Put(images.Data.Test, firstUnseen, Marks.Count - 1, Key(seed, 1));
        return new ForgettingData(Join(plain, marked.ByMark), train, marked.WithMarksBelow(settings.AvailableMarks, settings.Available), plain, unavailable, images.Data.Test);
    }

    private static ulong Key(int seed, int part) => ((ulong)seed * 16) + (ulong)part;

    private static Dataset Skip(Dataset data, int count)
    {
        float[] inputs = data.ReadInputs();
        return Dataset.FromFloats(inputs.AsMemory(count * data.InputSize), data.InputSize, data.ReadLabels().AsMemory(count));
    }

    private static Dataset Join(Dataset first, Dataset second)
        => Dataset.FromFloats(
            (float[])[.. first.ReadInputs(), .. second.ReadInputs()], first.InputSize, (int[])[.. first.ReadLabels(), .. second.ReadLabels()]);
}
