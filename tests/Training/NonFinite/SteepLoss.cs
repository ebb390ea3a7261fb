namespace SparseGen.Tests.Training.NonFinite;

/// <summary>A loss of 1 whose gradient is as large as one likes: what overflows behind it does so on its way back.</summary>
internal sealed class SteepLoss(float slope) : ILoss
{
    public float Slope { get; set; } = slope;

    public float Evaluate(ReadOnlySpan<float> output, Targets targets, int batchSize, Span<float> outputGradient)
    {
        outputGradient.Fill(Slope);
        return 1;
    }
}
