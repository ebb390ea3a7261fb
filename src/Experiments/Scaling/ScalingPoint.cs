namespace SparseGen.Experiments;

/// <summary>A width and a number of images of the scaling experiment, over all seeds: a row of the table.</summary>
/// <param name="Width">m.</param>
/// <param name="Images">Training images.</param>
/// <param name="Parameters">Learned numbers of the model.</param>
/// <param name="TestError">The error.</param>
internal sealed record ScalingPoint(int Width, int Images, int Parameters, Spread TestError)
{
    /// <summary>The points of the finished runs.</summary>
    public static ScalingPoint[] Of(IReadOnlyList<ScalingRun> runs)
        => [.. runs.GroupBy(run => (run.Width, run.Images, run.Parameters)).OrderBy(group => group.Key).Select(group => new ScalingPoint(
            group.Key.Width, group.Key.Images, group.Key.Parameters, Spread.Of(group.Select(run => run.TestError))))];
}
