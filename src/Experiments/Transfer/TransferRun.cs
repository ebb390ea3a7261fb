namespace SparseGen.Experiments;

/// <summary>A run of the transfer experiment: one network on some images of classes that it did not know.</summary>
/// <param name="Method">One of <see cref="TransferMethod.All"/>.</param>
/// <param name="Images">Training images of these classes.</param>
/// <param name="Seed">Seed of initial values, order and choice of images.</param>
/// <param name="Accuracy">Share of the test images of these classes that it names rightly.</param>
/// <param name="ViewsAccuracy">The same from several views of each; NaN for a probe that is no network.</param>
/// <param name="Seconds">Time of the training, without that of the network before.</param>
internal sealed record TransferRun(string Method, int Images, int Seed, double Accuracy, double ViewsAccuracy, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<TransferRun> Schema { get; } = new(
        ["method", "images", "seed", "accuracy", "viewsAccuracy", "seconds"],
        run => KeyOf(run.Method, run.Images, run.Seed),
        run => [run.Method, Cell.Of(run.Images), Cell.Of(run.Seed), Cell.Of(run.Accuracy), Cell.Of(run.ViewsAccuracy), Cell.Of(run.Seconds)],
        cells => new TransferRun(cells.Text(), cells.Int(), cells.Int(), cells.Double(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(string method, int images, int seed) => $"{method} images {images} seed {seed}";
}
