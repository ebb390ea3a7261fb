namespace SparseGen.Experiments;

/// <summary>Runs of the diagonal network over all seeds: a row of the table.</summary>
/// <param name="Regime">Name of the regime.</param>
/// <param name="Regularizer">How they are regularised.</param>
/// <param name="MeanScale">Effective scale against the initial one, mean over the features.</param>
/// <param name="LeastScale">The least of all features.</param>
/// <param name="SupportScale">Mean over the features whose true weight is not 0.</param>
/// <param name="TestError">Mean squared error on the test samples.</param>
/// <param name="TrainError">Mean squared error on the training samples.</param>
internal sealed record DiagonalPoint(string Regime, Regularizer Regularizer, Spread MeanScale, Spread LeastScale, Spread SupportScale, Spread TestError, Spread TrainError)
{
    /// <summary>The points that have runs, in the order of the plan.</summary>
    /// <param name="runs">All finished runs.</param>
    public static IReadOnlyList<DiagonalPoint> Of(IReadOnlyList<DiagonalRun> runs) =>
    [
        .. runs.GroupBy(run => (run.Regime, run.Regularizer)).Select(group => new DiagonalPoint(
            group.Key.Regime,
            group.Key.Regularizer,
            Spread.Of(group.Select(run => run.MeanScale)),
            Spread.Of(group.Select(run => run.LeastScale)),
            Spread.Of(group.Select(run => run.SupportScale)),
            Spread.Of(group.Select(run => run.TestError)),
            Spread.Of(group.Select(run => run.TrainError)))),
    ];
}
