namespace SparseGen.Tests.Reference;

/// <summary>
/// y[row, j * q + n] = sum over k of weight[j, n, k] x[row, j * p + k] + bias: a block-diagonal map of the last dimension. Inputs beyond
/// the end count as zero, outputs beyond the end are left out.
/// </summary>
internal sealed class ReferenceBlockDiagonal(string name, int rows, int inputs, int outputs, int blocks, bool bias, bool shared) : ReferenceLayer
{
    private readonly int _p = (inputs + blocks - 1) / blocks;
    private readonly int _q = (outputs + blocks - 1) / blocks;
    private readonly ReferenceTensor _weight = shared
        ? new($"{name}.weight", (outputs + blocks - 1) / blocks, (inputs + blocks - 1) / blocks)
        : new($"{name}.weight", blocks, (outputs + blocks - 1) / blocks, (inputs + blocks - 1) / blocks);
    private readonly ReferenceTensor? _bias = bias ? new($"{name}.bias", outputs) : null;
    private double[] _input = [];

    public override IEnumerable<ReferenceTensor> Tensors => _bias is null ? [_weight] : [_weight, _bias];

    public override double[] Forward(double[] input)
    {
        _input = input;
        var output = new double[rows * outputs];
        Visit((row, o, i, w) => output[row * outputs + o] += _weight.Values[w] * input[row * inputs + i]);
        for (var at = 0; at < output.Length; at++)
        {
            output[at] += _bias?.Values[at % outputs] ?? 0;
        }

        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[rows * inputs];
        Visit((row, o, i, w) =>
        {
            _weight.Gradients[w] += outputGradient[row * outputs + o] * _input[row * inputs + i];
            inputGradient[row * inputs + i] += outputGradient[row * outputs + o] * _weight.Values[w];
        });
        for (var at = 0; _bias is not null && at < outputGradient.Length; at++)
        {
            _bias.Gradients[at % outputs] += outputGradient[at];
        }

        return inputGradient;
    }

    /// <summary>Calls with (row, output, input, place of the weight between them) for all that are connected.</summary>
    private void Visit(Action<int, int, int, int> connection)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var o = 0; o < outputs; o++)
            {
                for (var i = 0; i < inputs; i++)
                {
                    if (o / _q == i / _p)
                    {
                        connection(row, o, i, ((shared ? 0 : o / _q) * _q + o % _q) * _p + i % _p);
                    }
                }
            }
        }
    }
}
