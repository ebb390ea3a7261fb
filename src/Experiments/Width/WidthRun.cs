namespace SparseGen.Experiments;

/// <summary>A run of the width experiment: one model, trained once.</summary>
/// <param name="Kind">One of <see cref="WidthKind.All"/>.</param>
/// <param name="Tokens">S; 1 for an SW-MLP.</param>
/// <param name="Channels">C.</param>
/// <param name="Seed">Seed of the initial values and of the order of the images. Masks and permutations belong to the model and do not depend on it.</param>
/// <param name="Width">Effective width, m = S C.</param>
/// <param name="TestError">Share of the test images that the trained model names wrongly.</param>
/// <param name="TestLoss">Mean cross-entropy on the test images.</param>
/// <param name="TrainLoss">Mean loss of the steps of the last epoch.</param>
/// <param name="Seconds">Time of the training, evaluation not counted.</param>
internal sealed record WidthRun(
    string Kind, int Tokens, int Channels, int Seed, int Width, double TestError, double TestLoss, double TrainLoss, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<WidthRun> Schema { get; } = new(
        ["kind", "tokens", "channels", "seed", "width", "test_error", "test_loss", "train_loss", "seconds"],
        run => KeyOf(run.Kind, run.Tokens, run.Channels, run.Seed),
        run =>
        [
            run.Kind, Cell.Of(run.Tokens), Cell.Of(run.Channels), Cell.Of(run.Seed), Cell.Of(run.Width),
            Cell.Of(run.TestError), Cell.Of(run.TestLoss), Cell.Of(run.TrainLoss), Cell.Of(run.Seconds),
        ],
        cells => new WidthRun(
            cells.Text(), cells.Int(), cells.Int(), cells.Int(), cells.Int(), cells.Double(), cells.Double(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    /// <param name="kind">One of <see cref="WidthKind.All"/>.</param>
    /// <param name="tokens">S.</param>
    /// <param name="channels">C.</param>
    /// <param name="seed">The seed.</param>
    public static string KeyOf(string kind, int tokens, int channels, int seed) => $"{kind} {tokens}x{channels} seed {seed}";
}
