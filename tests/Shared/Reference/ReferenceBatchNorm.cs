namespace SparseGen.Tests.Reference;

/// <summary>
/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias for each channel, with the statistics of the batch in training and the running ones in inference. A sample is
/// [outer, channels, inner].
/// </summary>
internal sealed class ReferenceBatchNorm(string name, int outer, int channels, int inner, double epsilon, double momentum, bool affine) : ReferenceLayer
{
    private readonly ReferenceTensor? _weight = affine ? new($"{name}.weight", channels) : null;
    private readonly ReferenceTensor? _bias = affine ? new($"{name}.bias", channels) : null;
    private readonly ReferenceTensor _mean = new($"{name}.running_mean", channels) { LearnedCount = 0 };
    private readonly ReferenceTensor _variance = new($"{name}.running_var", channels) { LearnedCount = 0 };
    private readonly double[] _deviation = new double[channels];
    private double[][] _normalised = [];

    public override IEnumerable<ReferenceTensor> Tensors => affine ? [_weight!, _bias!, _mean, _variance] : [_mean, _variance];

    public override bool IsOverBatch => true;

    public override double[] Forward(double[] input) =>
        [.. input.Select((x, at) => Scaled((x - _mean.Values[Channel(at)]) / Math.Sqrt(_variance.Values[Channel(at)] + epsilon), at))];

    public override double[] Backward(double[] outputGradient) => throw new NotSupportedException("A sample has no gradient of its own.");

    public override double[][] ForwardBatch(double[][] inputs, ReferenceNoise noise)
    {
        if (!noise.IsTraining)
        {
            return [.. inputs.Select(Forward)];
        }

        double[] mean = Mean(inputs);
        double[] variance = Mean([.. inputs.Select(input => input.Select((x, at) => (x - mean[Channel(at)]) * (x - mean[Channel(at)])).ToArray())]);
        double count = (double)inputs.Length * outer * inner;
        for (var channel = 0; channel < channels; channel++)
        {
            _deviation[channel] = Math.Sqrt(variance[channel] + epsilon);
            RunningMean[channel] += momentum * (mean[channel] - RunningMean[channel]);
            RunningVariance[channel] += momentum * ((variance[channel] * count / (count - 1)) - RunningVariance[channel]);
        }

        _normalised = [.. inputs.Select(input => input.Select((x, at) => (x - mean[Channel(at)]) / _deviation[Channel(at)]).ToArray())];
        return [.. _normalised.Select(normalised => normalised.Select(Scaled).ToArray())];
    }

    /// <summary>What the running statistics have become: the tensors themselves stay, so that every pass of a test begins with them.</summary>
    public double[] RunningMean { get; } = new double[channels];

    /// <summary>The same of the variance.</summary>
    public double[] RunningVariance { get; } = new double[channels];

    /// <summary>Begins with the tensors.</summary>
    public void ResetRunning()
    {
        _mean.Values.CopyTo(RunningMean, 0);
        _variance.Values.CopyTo(RunningVariance, 0);
    }

    /// <summary>Lets the tensors have them.</summary>
    public void KeepRunning()
    {
        RunningMean.CopyTo(_mean.Values, 0);
        RunningVariance.CopyTo(_variance.Values, 0);
    }

    /// <remarks>
    /// With n the normalised numbers and h = gradient * weight: dx = (h - mean(h) - n mean(h n)) / deviation, means over the batch (the paper's section 3, put together).
    /// </remarks>
    public override double[][] BackwardBatch(double[][] outputGradients, ReferenceNoise noise)
    {
        double[][] h = [.. outputGradients.Select(gradient => gradient.Select((value, at) => value * (_weight?.Values[Channel(at)] ?? 1)).ToArray())];
        double[] mean = Mean(h), dot = Mean([.. h.Select((values, sample) => values.Zip(_normalised[sample], (x, n) => x * n).ToArray())]);
        for (var sample = 0; affine && sample < h.Length; sample++)
        {
            for (var at = 0; at < h[sample].Length; at++)
            {
                _weight!.Gradients[Channel(at)] += outputGradients[sample][at] * _normalised[sample][at];
                _bias!.Gradients[Channel(at)] += outputGradients[sample][at];
            }
        }

        return
        [
            .. h.Select((values, sample) => values
                .Select((value, at) => (value - mean[Channel(at)] - (_normalised[sample][at] * dot[Channel(at)])) / _deviation[Channel(at)]).ToArray()),
        ];
    }

    private int Channel(int at) => at / inner % channels;

    private double Scaled(double normalised, int at) => (normalised * (_weight?.Values[Channel(at)] ?? 1)) + (_bias?.Values[Channel(at)] ?? 0);

    private double[] Mean(double[][] samples)
    {
        var mean = new double[channels];
        foreach (var sample in samples)
        {
            for (var at = 0; at < sample.Length; at++)
            {
                mean[Channel(at)] += sample[at] / ((double)samples.Length * outer * inner);
            }
        }

        return mean;
    }
}
