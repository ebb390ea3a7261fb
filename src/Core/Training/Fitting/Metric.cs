namespace SparseGen;

/// <summary>
/// A number by which epochs are compared: one of those that <see cref="Trainer{TModel}.Fit"/> computes anyway, or one of your own, computed at the end of each
/// epoch on the thread that trains.
/// </summary>
public sealed class Metric
{
    private readonly Func<double, EvaluationResult?, double> _read;

    /// <summary>A metric of your own.</summary>
    /// <param name="name">Its name, for results, files and saved states; two metrics of a run have different names.</param>
    /// <param name="isHigherBetter">Whether larger values are better.</param>
    /// <param name="compute">Computes it at the end of an epoch; it may evaluate with the trainer, and must not train. NaN is never the best.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public Metric(string name, bool isHigherBetter, Func<double> compute)
        : this(name, isHigherBetter, needsTest: false, (_, _) => compute())
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(compute);
    }

    private Metric(string name, bool isHigherBetter, bool needsTest, Func<double, EvaluationResult?, double> read)
    {
        Name = name;
        IsHigherBetter = isHigherBetter;
        NeedsTest = needsTest;
        _read = read;
    }

    /// <summary>Mean loss of the epoch's steps, each before it moved the parameters.</summary>
    public static Metric TrainingLoss { get; } = new("trainingLoss", isHigherBetter: false, needsTest: false, static (mean, _) => mean);

    /// <summary>Loss on the data that <see cref="Trainer{TModel}.Fit"/> evaluates on.</summary>
    public static Metric TestLoss { get; } = new("testLoss", isHigherBetter: false, needsTest: true, static (_, test) => test!.Loss);

    /// <summary>Accuracy on the data that <see cref="Trainer{TModel}.Fit"/> evaluates on.</summary>
    public static Metric TestAccuracy { get; } = new("testAccuracy", isHigherBetter: true, needsTest: true, static (_, test) => test!.Accuracy);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether larger values are better.</summary>
    public bool IsHigherBetter { get; }

    /// <summary>Whether it is read from an evaluation on test data.</summary>
    internal bool NeedsTest { get; }

    /// <summary>Its value at the end of an epoch.</summary>
    internal double Read(double meanLoss, EvaluationResult? test) => _read(meanLoss, test);

    /// <summary>Whether a value is better than another by more than a margin; NaN is better than nothing at all.</summary>
    internal bool IsBetter(double value, double than, double margin) => IsHigherBetter ? value > than + margin : value < than - margin;
}
