namespace SparseGen.Tests.Reference;

/// <summary>y = left(x) right(x), number by number.</summary>
internal sealed class ReferenceProduct(ReferenceLayer left, ReferenceLayer right) : ReferenceLayer
{
    private double[] _left = [], _right = [];

    public override IEnumerable<ReferenceTensor> Tensors => left.Tensors.Concat(right.Tensors);

    public override double[] Forward(double[] input)
    {
        (_left, _right) = (left.Forward(input), right.Forward(input));
        return Product(_left, _right);
    }

    public override double[] Backward(double[] outputGradient) =>
        [.. left.Backward(Product(outputGradient, _right)).Zip(right.Backward(Product(outputGradient, _left)), static (x, y) => x + y)];

    private static double[] Product(double[] a, double[] b) => [.. a.Zip(b, static (x, y) => x * y)];
}
