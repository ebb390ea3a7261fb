namespace SparseGen.Tests.Reference;

/// <summary>(x - bias) / (weight + epsilon^2) deviation + mean of each channel, with what the way in knows.</summary>
internal sealed class ReferenceUndoInstanceNorm(ReferenceInstanceNorm norm, int channels) : ReferenceLayer
{
    private double[] _input = [];

    public override double[] Forward(double[] input)
    {
        _input = input;
        return [.. input.Select((x, at) => ((x - Bias(at % channels)) / Divisor(at % channels) * norm.Deviation[at % channels]) + norm.Mean[at % channels])];
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[outputGradient.Length];
        for (var at = 0; at < outputGradient.Length; at++)
        {
            var c = at % channels;
            var centred = _input[at] - Bias(c);
            norm.MeanGradient[c] += outputGradient[at];
            norm.DeviationGradient[c] += outputGradient[at] * centred / Divisor(c);
            inputGradient[at] = outputGradient[at] * norm.Deviation[c] / Divisor(c);
            if (norm.Weight is { } weight)
            {
                norm.Bias!.Gradients[c] -= inputGradient[at];
                weight.Gradients[c] -= inputGradient[at] * centred / Divisor(c);
            }
        }

        return inputGradient;
    }

    protected override void BeginSample(int sample) => norm.Sample = sample;

    private double Bias(int c) => norm.Bias?.Values[c] ?? 0;

    private double Divisor(int c) => norm.Weight is { } weight ? weight.Values[c] + (norm.Epsilon * norm.Epsilon) : 1;
}
