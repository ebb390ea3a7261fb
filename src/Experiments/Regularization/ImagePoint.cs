namespace SparseGen.Experiments;

/// <summary>Trainings of one model with one regulariser over all seeds: a row of the table.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Regularizer">How they are regularised.</param>
/// <param name="TestAccuracy">Share of the test images that are named rightly.</param>
/// <param name="TrainLoss">Mean loss of the last epoch.</param>
/// <param name="StepTime">Time of a step against the plain one; null while it is not measured.</param>
internal sealed record ImagePoint(string Model, Regularizer Regularizer, Spread TestAccuracy, Spread TrainLoss, double? StepTime)
{
    /// <summary>The points that have runs, in the order of the plan.</summary>
    /// <param name="runs">All finished trainings.</param>
    /// <param name="times">All measured times.</param>
    public static IReadOnlyList<ImagePoint> Of(IReadOnlyList<ImageRun> runs, IReadOnlyList<StepTimeRun> times) =>
    [
        .. runs.GroupBy(run => (run.Model, run.Regularizer)).OrderBy(group => Place(group.Key.Model)).Select(group => new ImagePoint(
            group.Key.Model,
            group.Key.Regularizer,
            Spread.Of(group.Select(run => run.TestAccuracy)),
            Spread.Of(group.Select(run => run.TrainLoss)),
            times.FirstOrDefault(time => time.Model == group.Key.Model && time.Method == group.Key.Regularizer.Method)?.Ratio)),
    ];

    private static int Place(string model) => RegularizedModels.All.Index().First(pair => pair.Item.Name == model).Index;
}
