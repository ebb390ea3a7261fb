namespace SparseGen.Tests.Reference;

/// <summary>y[i, n] = sum over k of weight[i, n, k] x[i, k] + bias[i, n].</summary>
internal sealed class ReferenceMemberLinear(string name, int tokens, int inputs, int outputs, bool bias) : ReferenceLayer
{
    private readonly ReferenceTensor _weight = new($"{name}.weight", tokens, outputs, inputs);
    private readonly ReferenceTensor? _bias = bias ? new($"{name}.bias", tokens, outputs) : null;
    private double[] _input = [];

    public override IEnumerable<ReferenceTensor> Tensors => _bias is null ? [_weight] : [_weight, _bias];

    public override double[] Forward(double[] input)
    {
        _input = input;
        return [.. Enumerable.Range(0, tokens * outputs).Select(y =>
            Enumerable.Range(0, inputs).Sum(k => _weight.Values[(y * inputs) + k] * input[(y / outputs * inputs) + k]) + (_bias?.Values[y] ?? 0))];
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[_input.Length];
        for (var y = 0; y < outputGradient.Length; y++)
        {
            for (var k = 0; k < inputs; k++)
            {
                var x = (y / outputs * inputs) + k;
                _weight.Gradients[(y * inputs) + k] += outputGradient[y] * _input[x];
                inputGradient[x] += outputGradient[y] * _weight.Values[(y * inputs) + k];
            }

            if (_bias is not null)
            {
                _bias.Gradients[y] += outputGradient[y];
            }
        }

        return inputGradient;
    }
}
