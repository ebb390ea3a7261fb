namespace SparseGen.Tests.Reference;

/// <summary>The same layers for each channel of [time, channels], as if every channel were a sample; the results are columns again.</summary>
internal sealed class ReferencePerChannel(ReferenceSequence layers, ReferenceNoise noise, int channels) : ReferenceLayer
{
    private double[] _input = [];

    public override IEnumerable<ReferenceTensor> Tensors => layers.Tensors;

    public override double[] Forward(double[] input)
    {
        _input = input;
        return Columns(channel => layers.Forward(Column(input, channel)));
    }

    /// <summary>The layers keep one sample, so that each channel goes forward again before it comes back.</summary>
    public override double[] Backward(double[] outputGradient) => Columns(channel =>
    {
        layers.Forward(Column(_input, channel));
        return layers.Backward(Column(outputGradient, channel));
    });

    private double[] Columns(Func<int, double[]> compute)
    {
        var sample = noise.Sample;
        var columns = new double[channels][];
        for (var channel = 0; channel < channels; channel++)
        {
            noise.Sample = (sample * channels) + channel;
            columns[channel] = compute(channel);
        }

        noise.Sample = sample;
        return [.. Enumerable.Range(0, columns[0].Length * channels).Select(at => columns[at % channels][at / channels])];
    }

    private double[] Column(double[] values, int channel) => [.. values.Where((_, at) => at % channels == channel)];
}
