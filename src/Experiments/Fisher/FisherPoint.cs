using SparseGen.Analysis;

namespace SparseGen.Experiments;

/// <summary>Networks of one depth in the Fisher experiment, over all seeds, beside the theory: a row of the table.</summary>
/// <param name="Depth">L.</param>
/// <param name="Largest">The largest eigenvalue of H_L.</param>
/// <param name="Median">The median eigenvalue.</param>
/// <param name="Mean">The mean eigenvalue.</param>
/// <param name="Smallest">The smallest eigenvalue.</param>
/// <param name="NearLargest">Share of the eigenvalues of at least 95 % of the largest.</param>
/// <param name="LearningRate">The learning rate at which descent diverges, times the width.</param>
/// <param name="TheoryLargest">The largest eigenvalue by theory.</param>
/// <param name="TheoryMultiplicity">The share of eigenvalues that are the largest, by theory.</param>
/// <param name="TheoryMean">The mean eigenvalue by theory.</param>
/// <param name="TheoryLearningRate">The learning rate by theory, times the width.</param>
internal sealed record FisherPoint(
    int Depth,
    Spread Largest,
    Spread Median,
    Spread Mean,
    Spread Smallest,
    Spread NearLargest,
    Spread LearningRate,
    double TheoryLargest,
    double TheoryMultiplicity,
    double TheoryMean,
    double TheoryLearningRate)
{
    /// <summary>The points of the finished runs.</summary>
    public static FisherPoint[] Of(IReadOnlyList<FisherRun> runs, HardTanhMeanField field)
        => [.. runs.GroupBy(run => run.Depth).OrderBy(group => group.Key).Select(group =>
        {
            var theory = new OrthogonalFisherTheory(group.Key, field.Share, field.WeightVariance, field.SecondMoment);
            Spread Of(Func<FisherRun, double> value) => Spread.Of(group.Select(value));
            return new FisherPoint(
                group.Key, Of(run => run.Largest), Of(run => run.Median), Of(run => run.Mean), Of(run => run.Smallest), Of(run => run.NearLargest),
                Of(run => run.LearningRate), theory.Largest, theory.Multiplicity, theory.Mean, theory.LearningRateBound(1));
        })];
}
