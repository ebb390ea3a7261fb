namespace SparseGen.Tests.Reference;

/// <summary>y = left(x) + right(x).</summary>
internal sealed class ReferenceSum(ReferenceLayer left, ReferenceLayer right) : ReferenceLayer
{
    public override IEnumerable<ReferenceTensor> Tensors => left.Tensors.Concat(right.Tensors);

    public override double[] Forward(double[] input) => Sum(left.Forward(input), right.Forward(input));

    public override double[] Backward(double[] outputGradient) => Sum(left.Backward(outputGradient), right.Backward(outputGradient));

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
