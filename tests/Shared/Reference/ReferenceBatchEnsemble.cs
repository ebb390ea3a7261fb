namespace SparseGen.Tests.Reference;

/// <summary>y[i, n] = s[i, n] (sum over k of weight[n, k] r[i, k] x[i, k]) + bias[i, n] for member i; of a vector every member has the same x.</summary>
internal sealed class ReferenceBatchEnsemble(string name, int members, bool isVector, int inputs, int outputs, bool bias) : ReferenceLayer
{
    private readonly ReferenceTensor _weight = new($"{name}.weight", outputs, inputs);
    private readonly ReferenceTensor _r = new($"{name}.r", members, inputs);
    private readonly ReferenceTensor _s = new($"{name}.s", members, outputs);
    private readonly ReferenceTensor? _bias = bias ? new($"{name}.bias", members, outputs) : null;
    private double[] _input = [];

    public override IEnumerable<ReferenceTensor> Tensors => _bias is null ? [_weight, _r, _s] : [_weight, _r, _s, _bias];

    public override double[] Forward(double[] input)
    {
        _input = input;
        var output = new double[members * outputs];
        Visit((y, x, w, r) => output[y] += _s.Values[y] * _weight.Values[w] * _r.Values[r] * input[x]);
        for (var at = 0; at < output.Length; at++)
        {
            output[at] += _bias?.Values[at] ?? 0;
        }

        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[_input.Length];
        Visit((y, x, w, r) =>
        {
            _s.Gradients[y] += outputGradient[y] * _weight.Values[w] * _r.Values[r] * _input[x];
            _weight.Gradients[w] += outputGradient[y] * _s.Values[y] * _r.Values[r] * _input[x];
            _r.Gradients[r] += outputGradient[y] * _s.Values[y] * _weight.Values[w] * _input[x];
            inputGradient[x] += outputGradient[y] * _s.Values[y] * _weight.Values[w] * _r.Values[r];
        });
        for (var at = 0; _bias is not null && at < outputGradient.Length; at++)
        {
            _bias.Gradients[at] += outputGradient[at];
        }

        return inputGradient;
    }

    /// <summary>Calls with the places of (output, input, weight, r) for all that are connected.</summary>
    private void Visit(Action<int, int, int, int> connection)
    {
        for (var y = 0; y < members * outputs; y++)
        {
            var (member, n) = (y / outputs, y % outputs);
            for (var k = 0; k < inputs; k++)
            {
                connection(y, isVector ? k : (member * inputs) + k, (n * inputs) + k, (member * inputs) + k);
            }
        }
    }
}
