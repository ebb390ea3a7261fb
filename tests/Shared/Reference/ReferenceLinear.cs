namespace SparseGen.Tests.Reference;

/// <summary>y[r, o] = sum over i of weight[o, i] x[r, i] + bias[o]: a linear map of the last dimension.</summary>
internal sealed class ReferenceLinear(string name, int rows, int inputs, int outputs, bool bias) : ReferenceLayer
{
    private readonly ReferenceTensor _weight = new($"{name}.weight", outputs, inputs);
    private readonly ReferenceTensor? _bias = bias ? new($"{name}.bias", outputs) : null;
    private double[] _input = [];

    public override IEnumerable<ReferenceTensor> Tensors => _bias is null ? [_weight] : [_weight, _bias];

    public override double[] Forward(double[] input)
    {
        _input = input;
        var output = new double[rows * outputs];
        for (var row = 0; row < rows; row++)
        {
            for (var o = 0; o < outputs; o++)
            {
                var sum = _bias?.Values[o] ?? 0;
                for (var i = 0; i < inputs; i++)
                {
                    sum += _weight.Values[o * inputs + i] * input[row * inputs + i];
                }

                output[row * outputs + o] = sum;
            }
        }

        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[rows * inputs];
        for (var row = 0; row < rows; row++)
        {
            for (var o = 0; o < outputs; o++)
            {
                var gradient = outputGradient[row * outputs + o];
                if (_bias is not null)
                {
                    _bias.Gradients[o] += gradient;
                }

                for (var i = 0; i < inputs; i++)
                {
                    _weight.Gradients[o * inputs + i] += gradient * _input[row * inputs + i];
                    inputGradient[row * inputs + i] += gradient * _weight.Values[o * inputs + i];
                }
            }
        }

        return inputGradient;
    }
}
