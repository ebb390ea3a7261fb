namespace SparseGen.Tests.Reference;

/// <summary>y[r, o] = sum over the kept i of weight[o, i] x[r, i] + bias[o]: a linear map of the last dimension of which a mask keeps some weights.</summary>
internal sealed class ReferenceSparseLinear : ReferenceLayer
{
    private readonly ReferenceLinear _dense;
    private readonly ReferenceTensor _weight;
    private readonly SparseMask _mask;

    public ReferenceSparseLinear(string name, int rows, int inputs, int outputs, double density, ulong seed, bool bias)
    {
        _dense = new ReferenceLinear(name, rows, inputs, outputs, bias);
        _weight = _dense.Tensors.First();
        var count = (int)Math.Round(density * ((long)inputs * outputs), MidpointRounding.AwayFromZero);
        _mask = SparseMask.Draw(outputs, inputs, count, seed, $"{name}.weight");
        _weight.LearnedCount = count;
    }

    public override IEnumerable<ReferenceTensor> Tensors => _dense.Tensors;

    public override double[] Forward(double[] input)
    {
        Drop(_weight.Values);
        return _dense.Forward(input);
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = _dense.Backward(outputGradient);
        Drop(_weight.Gradients);
        return inputGradient;
    }

    /// <summary>Sets to zero what the mask does not keep.</summary>
    private void Drop(double[] matrix)
    {
        for (var position = 0; position < matrix.Length; position++)
        {
            if (!_mask.IsKept(position / _mask.Inputs, position % _mask.Inputs))
            {
                matrix[position] = 0;
            }
        }
    }
}
