namespace SparseGen.Tests.Reference;

/// <summary>y[t, c] = sum over s of weight[t, s] x[s, c] + bias[t]: a linear map of the tokens, the same for every channel.</summary>
internal sealed class ReferenceTokenLinear(string name, int tokens, int channels, int outputs, bool bias) : ReferenceLayer
{
    private readonly ReferenceTensor _weight = new($"{name}.weight", outputs, tokens);
    private readonly ReferenceTensor? _bias = bias ? new($"{name}.bias", outputs) : null;
    private double[] _input = [];

    public override IEnumerable<ReferenceTensor> Tensors => _bias is null ? [_weight] : [_weight, _bias];

    public override double[] Forward(double[] input)
    {
        _input = input;
        var output = new double[outputs * channels];
        for (var t = 0; t < outputs; t++)
        {
            for (var c = 0; c < channels; c++)
            {
                var sum = _bias?.Values[t] ?? 0;
                for (var s = 0; s < tokens; s++)
                {
                    sum += _weight.Values[t * tokens + s] * input[s * channels + c];
                }

                output[t * channels + c] = sum;
            }
        }

        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[tokens * channels];
        for (var t = 0; t < outputs; t++)
        {
            for (var c = 0; c < channels; c++)
            {
                var gradient = outputGradient[t * channels + c];
                if (_bias is not null)
                {
                    _bias.Gradients[t] += gradient;
                }

                for (var s = 0; s < tokens; s++)
                {
                    _weight.Gradients[t * tokens + s] += gradient * _input[s * channels + c];
                    inputGradient[s * channels + c] += gradient * _weight.Values[t * tokens + s];
                }
            }
        }

        return inputGradient;
    }
}
