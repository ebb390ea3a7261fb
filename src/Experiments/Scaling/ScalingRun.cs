namespace SparseGen.Experiments;

/// <summary>A run of the scaling experiment: one model, trained once.</summary>
/// <param name="Width">m.</param>
/// <param name="Images">Training images.</param>
/// <param name="Seed">Seed of initial values and order.</param>
/// <param name="Parameters">Learned numbers of the model.</param>
/// <param name="TestError">Share of the images it is judged by that it names wrongly.</param>
/// <param name="Seconds">Time of the training.</param>
internal sealed record ScalingRun(int Width, int Images, int Seed, int Parameters, double TestError, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<ScalingRun> Schema { get; } = new(
        ["width", "images", "seed", "parameters", "test_error", "seconds"],
        run => KeyOf(run.Width, run.Images, run.Seed),
        run => [Cell.Of(run.Width), Cell.Of(run.Images), Cell.Of(run.Seed), Cell.Of(run.Parameters), Cell.Of(run.TestError), Cell.Of(run.Seconds)],
        cells => new ScalingRun(cells.Int(), cells.Int(), cells.Int(), cells.Int(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    public static string KeyOf(int width, int images, int seed) => $"width {width} images {images} seed {seed}";
}
