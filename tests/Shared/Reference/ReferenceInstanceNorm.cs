namespace SparseGen.Tests.Reference;

/// <summary>Each channel of [time, channels] normalised over time; the derivatives of mean and deviation are those that the way back asks for.</summary>
internal sealed class ReferenceInstanceNorm(string name, int time, int channels, double epsilon, bool affine) : ReferenceLayer
{
    private readonly Dictionary<int, State> _states = [];

    public ReferenceTensor? Weight { get; } = affine ? new($"{name}.weight", channels) : null;

    public ReferenceTensor? Bias { get; } = affine ? new($"{name}.bias", channels) : null;

    public double Epsilon => epsilon;

    /// <summary>The sample at hand, where a batch goes through the model layer by layer.</summary>
    public int Sample { get; set; }

    public double[] Mean => _states[Sample].Mean;

    public double[] Deviation => _states[Sample].Deviation;

    public double[] MeanGradient => _states[Sample].MeanGradient;

    public double[] DeviationGradient => _states[Sample].DeviationGradient;

    private double[] Normalised => _states[Sample].Normalised;

    public override IEnumerable<ReferenceTensor> Tensors => affine ? [Weight!, Bias!] : [];

    public override double[] Forward(double[] input)
    {
        _states[Sample] = new State(new double[input.Length], new double[channels], new double[channels], new double[channels], new double[channels]);
        var output = new double[input.Length];
        for (var c = 0; c < channels; c++)
        {
            double[] series = [.. Enumerable.Range(0, time).Select(t => input[(t * channels) + c])];
            Mean[c] = series.Average();
            Deviation[c] = Math.Sqrt(series.Average(x => (x - Mean[c]) * (x - Mean[c])) + epsilon);
            for (var t = 0; t < time; t++)
            {
                var at = (t * channels) + c;
                Normalised[at] = (input[at] - Mean[c]) / Deviation[c];
                output[at] = affine ? (Normalised[at] * Weight!.Values[c]) + Bias!.Values[c] : Normalised[at];
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
                Weight!.Gradients[c] += Enumerable.Range(0, time).Sum(t => outputGradient[At(t)] * Normalised[At(t)]);
                Bias!.Gradients[c] += Enumerable.Range(0, time).Sum(t => outputGradient[At(t)]);
            }

            var mean = Enumerable.Range(0, time).Average(t => outputGradient[At(t)] * weight);
            var meanWithNormalised = Enumerable.Range(0, time).Average(t => outputGradient[At(t)] * weight * Normalised[At(t)]);
            for (var t = 0; t < time; t++)
            {
                inputGradient[At(t)] = (((outputGradient[At(t)] * weight) - mean - (Normalised[At(t)] * meanWithNormalised)) / Deviation[c])
                    + ((MeanGradient[c] + (DeviationGradient[c] * Normalised[At(t)])) / time);
            }
        }

        return inputGradient;
    }

    /// <summary>Without another forward pass, which would forget the derivatives that the way back has left.</summary>
    public override double[][] BackwardBatch(double[][] outputGradients, ReferenceNoise noise) =>
    [
        .. outputGradients.Select((gradient, sample) =>
        {
            BeginSample(sample);
            return Backward(gradient);
        }),
    ];

    protected override void BeginSample(int sample) => Sample = sample;

    private sealed record State(double[] Normalised, double[] Mean, double[] Deviation, double[] MeanGradient, double[] DeviationGradient);
}
