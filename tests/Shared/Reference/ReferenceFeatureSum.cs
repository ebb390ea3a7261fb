namespace SparseGen.Tests.Reference;

/// <summary>y[r] = sum over f of x[r, f].</summary>
internal sealed class ReferenceFeatureSum(int rows, int features) : ReferenceLayer
{
    public override double[] Forward(double[] input) =>
        [.. Enumerable.Range(0, rows).Select(row => input.AsSpan(row * features, features).ToArray().Sum())];

    public override double[] Backward(double[] outputGradient) =>
        [.. outputGradient.SelectMany(dy => Enumerable.Repeat(dy, features))];
}
