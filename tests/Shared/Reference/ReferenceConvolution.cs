namespace SparseGen.Tests.Reference;

/// <summary>
/// y[o, v, u] = bias[o] + sum over c, j, i of weight[o, c, j, i] x[c of o's group, stride v + j - top, stride u + i - left], zero beyond the edges: a convolution of an image
/// [channels, height, width] with a weight [outputs, channels / groups, kernel height, kernel width].
/// </summary>
internal sealed class ReferenceConvolution : ReferenceLayer
{
    private readonly int[] _image;
    private readonly int[] _result;
    private readonly int[] _kernel;
    private readonly int[] _offset;
    private readonly int _stride;
    private readonly int _groups;
    private readonly ReferenceTensor _weight;
    private readonly ReferenceTensor? _bias;
    private double[] _input = [];

    /// <param name="name">Name of the layer.</param>
    /// <param name="image">Channels, height and width.</param>
    /// <param name="result">The same of the result.</param>
    /// <param name="kernel">Height and width of the kernel.</param>
    /// <param name="offset">Rows and columns of zeros before the first ones.</param>
    /// <param name="stride">Rows and columns from place to place.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="weightShape">The weight's shape.</param>
    public ReferenceConvolution(string name, int[] image, int[] result, int[] kernel, int[] offset, int stride, int groups, bool bias, params int[] weightShape)
    {
        (_image, _result, _kernel, _offset, _stride, _groups) = (image, result, kernel, offset, stride, groups);
        _weight = new($"{name}.weight", weightShape);
        _bias = bias ? new($"{name}.bias", result[0]) : null;
    }

    public override IEnumerable<ReferenceTensor> Tensors => _bias is null ? [_weight] : [_weight, _bias];

    private int Pixels => _result[1] * _result[2];

    public override double[] Forward(double[] input)
    {
        _input = input;
        var output = new double[_result[0] * Pixels];
        for (var o = 0; o < output.Length; o++)
        {
            output[o] = _bias?.Values[o / Pixels] ?? 0;
        }

        ForEachProduct((o, w, i) => output[o] += _weight.Values[w] * input[i]);
        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        for (var o = 0; o < outputGradient.Length && _bias is not null; o++)
        {
            _bias.Gradients[o / Pixels] += outputGradient[o];
        }

        var inputGradient = new double[_input.Length];
        ForEachProduct((o, w, i) =>
        {
            _weight.Gradients[w] += outputGradient[o] * _input[i];
            inputGradient[i] += outputGradient[o] * _weight.Values[w];
        });
        return inputGradient;
    }

    /// <summary>Visits every product of the convolution as (index of the output, of the weight, of the input).</summary>
    private void ForEachProduct(Action<int, int, int> visit)
    {
        int inputs = _image[0] / _groups, outputs = _result[0] / _groups;
        for (var o = 0; o < _result[0] * Pixels; o++)
        {
            int filter = o / Pixels, v = o % Pixels / _result[2], u = o % _result[2];
            for (var c = 0; c < inputs; c++)
            {
                for (var j = 0; j < _kernel[0]; j++)
                {
                    for (var i = 0; i < _kernel[1]; i++)
                    {
                        int row = _stride * v + j - _offset[0], column = _stride * u + i - _offset[1];
                        if (row >= 0 && row < _image[1] && column >= 0 && column < _image[2])
                        {
                            visit(
                                o,
                                ((filter * inputs + c) * _kernel[0] + j) * _kernel[1] + i,
                                ((filter / outputs * inputs + c) * _image[1] + row) * _image[2] + column);
                        }
                    }
                }
            }
        }
    }
}
