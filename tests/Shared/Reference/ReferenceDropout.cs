namespace SparseGen.Tests.Reference;

/// <summary>y = x m / (1 - rate) with the mask m of the noise: for each number by itself or, as stochastic depth, for the whole sample.</summary>
internal sealed class ReferenceDropout(ReferenceNoise noise, string name, double rate, bool ofSample) : ReferenceLayer
{
    public override double[] Forward(double[] input) => Apply(input);

    public override double[] Backward(double[] outputGradient) => Apply(outputGradient);

    private double[] Apply(double[] values) =>
        noise.IsTraining ? [.. values.Select((value, place) => IsDropped(place, values.Length) ? 0 : value / (1 - rate))] : values;

    private bool IsDropped(int place, int size) =>
        rate > 0 && noise.IsDropped(name, rate, ofSample ? noise.Sample : (noise.Sample * size) + place);
}
