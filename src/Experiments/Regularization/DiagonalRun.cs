namespace SparseGen.Experiments;

/// <summary>A run of the diagonal network.</summary>
/// <param name="Regime">Name of the <see cref="DiagonalRegime"/>.</param>
/// <param name="Regularizer">How it is regularised.</param>
/// <param name="Seed">Seed of the samples and of their order.</param>
/// <param name="MeanScale">sqrt(u v) / alpha, the effective scale against the initial one: mean over the features.</param>
/// <param name="LeastScale">The same: the least of all features.</param>
/// <param name="SupportScale">The same: mean over the features whose true weight is not 0.</param>
/// <param name="TestError">Mean squared error on the test samples, noise included.</param>
/// <param name="TrainError">Mean squared error on the training samples.</param>
/// <param name="Seconds">Time of the training.</param>
internal sealed record DiagonalRun(
    string Regime, Regularizer Regularizer, int Seed, double MeanScale, double LeastScale, double SupportScale, double TestError, double TrainError, double Seconds)
{
    /// <summary>How runs are kept.</summary>
    public static RunSchema<DiagonalRun> Schema { get; } = new(
        ["regime", "method", "gamma", "epsilon", "seed", "mean_scale", "least_scale", "support_scale", "test_error", "train_error", "seconds"],
        run => KeyOf(run.Regime, run.Regularizer, run.Seed),
        run =>
        [
            run.Regime, run.Regularizer.Method, Cell.Of(run.Regularizer.Gamma), Cell.Of(run.Regularizer.Epsilon), Cell.Of(run.Seed),
            Cell.Of(run.MeanScale), Cell.Of(run.LeastScale), Cell.Of(run.SupportScale), Cell.Of(run.TestError), Cell.Of(run.TrainError), Cell.Of(run.Seconds),
        ],
        cells => new DiagonalRun(
            cells.Text(), new Regularizer(cells.Text(), cells.Float(), cells.Float()), cells.Int(),
            cells.Double(), cells.Double(), cells.Double(), cells.Double(), cells.Double(), cells.Double()));

    /// <summary>What tells a run from the others.</summary>
    /// <param name="regime">Name of the regime.</param>
    /// <param name="regularizer">How it is regularised.</param>
    /// <param name="seed">The seed.</param>
    public static string KeyOf(string regime, Regularizer regularizer, int seed) => $"{regime} {regularizer.Key} seed {seed}";
}
