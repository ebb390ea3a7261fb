using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// From the moments of each sample to those of the batch: 1 / deviation and -mean / deviation of each channel, which every sample gets a copy of. The variance of the batch is the
/// mean of the samples' variances and of the squared distances of their means (Chan, Golub and LeVeque 1983), so that no two large sums are subtracted. The running statistics
/// move towards them.
/// </summary>
/// <param name="settings">Epsilon and momentum.</param>
/// <param name="positions">Numbers of a channel in a sample.</param>
/// <param name="mean">Mean of each channel of a sample.</param>
/// <param name="variance">Its variance.</param>
/// <param name="runningMean">The tensor that moves towards the mean. It is no operand: what the pass computes does not depend on it.</param>
/// <param name="runningVariance">The tensor that moves towards the variance.</param>
/// <param name="inverse">1 / sqrt(variance + epsilon).</param>
/// <param name="shift">-mean times that.</param>
internal sealed class BatchMomentsOp(
    BatchNormSettings settings, int positions, Value mean, Value variance, Value runningMean, Value runningVariance, Value inverse, Value shift)
    : Op([mean, variance], [inverse, shift])
{
    /// <summary>Numbers of a channel in a sample: a single one has no variance, so that a batch of such samples has to have two.</summary>
    public int Positions => positions;

    public override bool IsOverBatch => true;

    public override void Emit(EmissionContext context) => context.CallOverBatch(
        "BatchNormalization.MomentsOfBatch", [.. Inputs.Concat(Outputs).Select(context.Ref)], context.Ref(runningMean), context.Ref(runningVariance), EmissionContext.Samples,
        Text.Of(Output.Size), Text.Of(positions), Text.Of(settings.Momentum), Text.Of(settings.Epsilon));
}
