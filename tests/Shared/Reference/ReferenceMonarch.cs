namespace SparseGen.Tests.Reference;

/// <summary>
/// y[s b + l] = sum over r of second[l, s, r] z[r b + l] with z[k q + j] = sum over i of first[k, j, i] x[k p + i], for each row, plus a
/// bias: the functional definition of Monarch in HazyResearch/fly, written out.
/// </summary>
internal sealed class ReferenceMonarch : ReferenceLayer
{
    private readonly int _rows, _inputs, _outputs, _blocks, _p, _inner, _s;
    private readonly ReferenceTensor _first, _second;
    private readonly ReferenceTensor? _bias;
    private double[] _input = [];
    private double[] _middle = [];

    /// <param name="inner">Numbers from each block of the first factor; 0 for those of a Monarch layer.</param>
    public ReferenceMonarch(string name, int rows, int inputs, int outputs, int blocks, bool bias, int inner = 0)
    {
        (_rows, _inputs, _outputs, _blocks) = (rows, inputs, outputs, blocks);
        (_p, _s) = ((inputs + blocks - 1) / blocks, (outputs + blocks - 1) / blocks);
        _inner = inner > 0 ? inner : Math.Min(_p, _s);
        _first = new ReferenceTensor($"{name}.blkdiag1", blocks, _inner, _p);
        _second = new ReferenceTensor($"{name}.blkdiag2", blocks, _s, _inner);
        _bias = bias ? new ReferenceTensor($"{name}.bias", outputs) : null;
    }

    public override IEnumerable<ReferenceTensor> Tensors => _bias is null ? [_first, _second] : [_first, _second, _bias];

    public override double[] Forward(double[] input)
    {
        _input = input;
        _middle = new double[_rows * _blocks * _inner];
        var output = new double[_rows * _outputs];
        VisitFirst((z, x, w) => _middle[z] += _first.Values[w] * input[x]);
        VisitSecond((y, z, w) => output[y] += _second.Values[w] * _middle[z]);
        for (var at = 0; at < output.Length; at++)
        {
            output[at] += _bias?.Values[at % _outputs] ?? 0;
        }

        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var middleGradient = new double[_middle.Length];
        var inputGradient = new double[_input.Length];
        VisitSecond((y, z, w) =>
        {
            _second.Gradients[w] += outputGradient[y] * _middle[z];
            middleGradient[z] += outputGradient[y] * _second.Values[w];
        });
        VisitFirst((z, x, w) =>
        {
            _first.Gradients[w] += middleGradient[z] * _input[x];
            inputGradient[x] += middleGradient[z] * _first.Values[w];
        });
        for (var at = 0; _bias is not null && at < outputGradient.Length; at++)
        {
            _bias.Gradients[at % _outputs] += outputGradient[at];
        }

        return inputGradient;
    }

    private void VisitFirst(Action<int, int, int> connection)
    {
        for (var row = 0; row < _rows; row++)
        {
            for (var z = 0; z < _blocks * _inner; z++)
            {
                var block = z / _inner;
                for (var i = 0; i < _p && block * _p + i < _inputs; i++)
                {
                    connection(row * _blocks * _inner + z, row * _inputs + block * _p + i, z * _p + i);
                }
            }
        }
    }

    private void VisitSecond(Action<int, int, int> connection)
    {
        for (var row = 0; row < _rows; row++)
        {
            for (var y = 0; y < _outputs; y++)
            {
                var (s, l) = (y / _blocks, y % _blocks);
                for (var r = 0; r < _inner; r++)
                {
                    connection(row * _outputs + y, row * _blocks * _inner + r * _blocks + l, (l * _s + s) * _inner + r);
                }
            }
        }
    }
}
