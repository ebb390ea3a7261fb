namespace SparseGen.Tests.Reference;

/// <summary>y = (u u - v v) x, element by element in each row (Woodworth et al. 2020, arXiv 2002.09277).</summary>
internal sealed class ReferenceDiagonal(string name, int width) : ReferenceLayer
{
    private readonly ReferenceTensor _u = new($"{name}.u", width);
    private readonly ReferenceTensor _v = new($"{name}.v", width);
    private double[] _input = [];

    public override IEnumerable<ReferenceTensor> Tensors => [_u, _v];

    public override double[] Forward(double[] input)
    {
        _input = input;
        return [.. input.Select((x, i) => Weight(i % width) * x)];
    }

    public override double[] Backward(double[] outputGradient)
    {
        for (var i = 0; i < outputGradient.Length; i++)
        {
            var product = outputGradient[i] * _input[i];
            _u.Gradients[i % width] += 2 * _u.Values[i % width] * product;
            _v.Gradients[i % width] -= 2 * _v.Values[i % width] * product;
        }

        return [.. outputGradient.Select((dy, i) => Weight(i % width) * dy)];
    }

    private double Weight(int i) => _u.Values[i] * _u.Values[i] - _v.Values[i] * _v.Values[i];
}
