namespace SparseGen;

/// <summary>The same learning rate in every step.</summary>
public sealed class ConstantSchedule : ILearningRateSchedule
{
    /// <inheritdoc/>
    public float LearningRate(float peak, int step, int totalSteps) => peak;
}
