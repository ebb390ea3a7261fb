namespace SparseGen.Tests.Reference;

/// <summary>y[t, o] = sum over s and c of W[t, s] x[s, c] V^T[o, c] + bias[o]: the entries of (W kron V^T) r(X), one by one.</summary>
internal sealed class ReferenceKronecker(string name, int tokens, int channels, int tokensOut, int channelsOut, bool bias) : ReferenceLayer
{
    private readonly ReferenceTensor _tokenWeight = new($"{name}.tokens.weight", tokensOut, tokens);
    private readonly ReferenceTensor _channelWeight = new($"{name}.channels.weight", channelsOut, channels);
    private readonly ReferenceTensor? _bias = bias ? new($"{name}.bias", channelsOut) : null;
    private double[] _input = [];

    public override IEnumerable<ReferenceTensor> Tensors =>
        _bias is null ? [_tokenWeight, _channelWeight] : [_tokenWeight, _channelWeight, _bias];

    public override double[] Forward(double[] input)
    {
        _input = input;
        var output = new double[tokensOut * channelsOut];
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = _bias?.Values[i % channelsOut] ?? 0;
        }

        ForEachEntry((o, i, w, v) => output[o] += _tokenWeight.Values[w] * _channelWeight.Values[v] * input[i]);
        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        for (var i = 0; i < outputGradient.Length && _bias is not null; i++)
        {
            _bias.Gradients[i % channelsOut] += outputGradient[i];
        }

        var inputGradient = new double[_input.Length];
        ForEachEntry((o, i, w, v) =>
        {
            _tokenWeight.Gradients[w] += outputGradient[o] * _channelWeight.Values[v] * _input[i];
            _channelWeight.Gradients[v] += outputGradient[o] * _tokenWeight.Values[w] * _input[i];
            inputGradient[i] += outputGradient[o] * _tokenWeight.Values[w] * _channelWeight.Values[v];
        });
        return inputGradient;
    }

    /// <summary>Visits every entry of the dense matrix as (index of the output, of the input, of W, of V^T).</summary>
    private void ForEachEntry(Action<int, int, int, int> visit)
    {
        for (var output = 0; output < tokensOut * channelsOut; output++)
        {
            for (var input = 0; input < tokens * channels; input++)
            {
                visit(
                    output,
                    input,
                    output / channelsOut * tokens + input / channels,
                    output % channelsOut * channels + input % channels);
            }
        }
    }
}
