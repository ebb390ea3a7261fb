namespace SparseGen.Experiments;

/// <summary>One form of the classifier, over all seeds: a row of the table.</summary>
/// <param name="Codebooks">Codebooks; 0 for integers of 8 bits.</param>
/// <param name="Accuracy">Share of the test images that are named rightly.</param>
/// <param name="Lost">What is missing to the exact network's share.</param>
/// <param name="Error">Relative error of the outputs.</param>
/// <param name="Bytes">Bytes of the classifier.</param>
/// <param name="Faster">Time of the exact classifier over that of this one.</param>
internal sealed record MaddnessPoint(int Codebooks, Spread Accuracy, Spread Lost, Spread Error, long Bytes, Spread Faster)
{
    /// <summary>The points of the finished runs.</summary>
    public static MaddnessPoint[] Of(IReadOnlyList<MaddnessRun> runs)
        => [.. runs.GroupBy(run => run.Codebooks).OrderBy(group => group.Key).Select(group => new MaddnessPoint(
            group.Key,
            Spread.Of(group.Select(run => run.Accuracy)),
            Spread.Of(group.Select(run => run.ExactAccuracy - run.Accuracy)),
            Spread.Of(group.Select(run => run.Error)),
            group.First().Bytes,
            Spread.Of(group.Select(run => run.ExactNanoseconds / run.Nanoseconds))))];
}
