namespace SparseGen.Experiments;

/// <summary>A training on images.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Regularizer">How it is regularised.</param>
/// <param name="Seed">Seed of the initial values and of the order of the images.</param>
/// <param name="TestAccuracy">Share of the test images that are named rightly.</param>
/// <param name="TestLoss">Mean cross-entropy on the test images.</param>
/// <param name="TrainLoss">Mean loss of the steps of the last epoch.</param>
/// <param name="Seconds">Time of the training, evaluation not counted.</param>
internal sealed record ImageRun(
    string Model, Regularizer Regularizer, int Seed, double TestAccuracy, double TestLoss, double TrainLoss, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<ImageRun> Schema { get; } = new(
        ["model", "method", "gamma", "epsilon", "seed", "test_accuracy", "test_loss", "train_loss", "seconds"],
        run => KeyOf(run.Model, run.Regularizer, run.Seed),
        run =>
        [
            run.Model, run.Regularizer.Method, Cell.Of(run.Regularizer.Gamma), Cell.Of(run.Regularizer.Epsilon), Cell.Of(run.Seed),
            Cell.Of(run.TestAccuracy), Cell.Of(run.TestLoss), Cell.Of(run.TrainLoss), Cell.Of(run.Seconds),
        ],
        cells => new ImageRun(
            cells.Text(), new Regularizer(cells.Text(), cells.Float(), cells.Float()), cells.Int(),
            cells.Double(), cells.Double(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="regularizer">How it is regularised.</param>
    /// <param name="seed">The seed.</param>
    public static string KeyOf(string model, Regularizer regularizer, int seed) => $"{model} {regularizer.Key} seed {seed}";
}
