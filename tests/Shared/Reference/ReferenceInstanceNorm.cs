namespace SparseGen.Tests.Reference;

/// <summary>Each channel of [time, channels] normalised over time; the derivatives of mean and deviation are those that the way back asks for.</summary>
internal sealed class ReferenceInstanceNorm(string name, int time, int channels, double epsilon, bool affine) : ReferenceLayer
{
    private double[] _normalised = [];

    public ReferenceTensor? Weight { get; } = affine ? new($"{name}.weight", channels) : null;

    public ReferenceTensor? Bias { get; } = affine ? new($"{name}.bias", channels) : null;

    public double Epsilon => epsilon;

    public double[] Mean { get; } = new double[channels];

    public double[] Deviation { get; } = new double[channels];

    public double[] MeanGradient { get; } = new double[channels];

    public double[] DeviationGradient { get; } = new double[channels];

    public override IEnumerable<ReferenceTensor> Tensors => affine ? [Weight!, Bias!] : [];

    public override double[] Forward(double[] input)
    {
        _normalised = new double[input.Length];
        var output = new double[input.Length];
        for (var c = 0; c < channels; c++)
        {
            double[] series = [.. Enumerable.Range(0, time).Select(t => input[(t * channels) + c])];
            Mean[c] = series.Average();
            Deviation[c] = Math.Sqrt(series.Average(x => (x - Mean[c]) * (x - Mean[c])) + epsilon);
            (MeanGradient[c], DeviationGradient[c]) = (0, 0);
            for (var t = 0; t < time; t++)
            {
                var at = (t * channels) + c;
                _normalised[at] = (input[at] - Mean[c]) / Deviation[c];
                output[at] = affine ? (_normalised[at] * Weight!.Values[c]) + Bias!.Values[c] : _normalised[at];
            }
        }

        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[outputGradient.Length];
        for (var c = 0; c < channels; c++)
        {
            int At(int t) => (t * channels) + c;
            var weight = affine ? Weight!.Values[c] : 1;
            if (affine)
            {
                Weight!.Gradients[c] += Enumerable.Range(0, time).Sum(t => outputGradient[At(t)] * _normalised[At(t)]);
                Bias!.Gradients[c] += Enumerable.Range(0, time).Sum(t => outputGradient[At(t)]);
            }

            var mean = Enumerable.Range(0, time).Average(t => outputGradient[At(t)] * weight);
            var meanWithNormalised = Enumerable.Range(0, time).Average(t => outputGradient[At(t)] * weight * _normalised[At(t)]);
            for (var t = 0; t < time; t++)
            {
                inputGradient[At(t)] = (((outputGradient[At(t)] * weight) - mean - (_normalised[At(t)] * meanWithNormalised)) / Deviation[c])
                    + ((MeanGradient[c] + (DeviationGradient[c] * _normalised[At(t)])) / time);
            }
        }

        return inputGradient;
    }
}
