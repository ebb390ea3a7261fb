namespace SparseGen.Tests.Reference;

/// <summary>
/// A convolution whose kernel and stride are the patch: [channels, height, width] to [patches, features], patches row-major.
/// weight is [features, channels, patch, patch].
/// </summary>
internal sealed class ReferencePatchEmbedding(string name, int height, int width, int channels, int patch, int features, bool bias)
    : ReferenceLayer
{
    private readonly ReferenceTensor _weight = new($"{name}.proj.weight", features, channels, patch, patch);
    private readonly ReferenceTensor? _bias = bias ? new($"{name}.proj.bias", features) : null;
    private double[] _input = [];

    public override IEnumerable<ReferenceTensor> Tensors => _bias is null ? [_weight] : [_weight, _bias];

    public override double[] Forward(double[] input)
    {
        _input = input;
        var output = new double[height / patch * (width / patch) * features];
        for (var o = 0; o < output.Length; o++)
        {
            output[o] = _bias?.Values[o % features] ?? 0;
        }

        ForEachProduct((o, w, i) => output[o] += _weight.Values[w] * input[i]);
        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        for (var o = 0; o < outputGradient.Length && _bias is not null; o++)
        {
            _bias.Gradients[o % features] += outputGradient[o];
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
        var columns = width / patch;
        for (var token = 0; token < height / patch * columns; token++)
        {
            for (var feature = 0; feature < features; feature++)
            {
                for (var channel = 0; channel < channels; channel++)
                {
                    for (var y = 0; y < patch; y++)
                    {
                        for (var x = 0; x < patch; x++)
                        {
                            var row = token / columns * patch + y;
                            var column = token % columns * patch + x;
                            visit(
                                token * features + feature,
                                ((feature * channels + channel) * patch + y) * patch + x,
                                (channel * height + row) * width + column);
                        }
                    }
                }
            }
        }
    }
}
