namespace SparseGen.Tests.Reference;

/// <summary>
/// A layer as its definition reads, in double precision, one sample at a time. Nothing here is fast, shared with the product or clever;
/// that is what makes it an oracle.
/// </summary>
internal abstract class ReferenceLayer
{
    private double[][] _inputs = [];

    /// <summary>The learned tensors, in PyTorch's order.</summary>
    public virtual IEnumerable<ReferenceTensor> Tensors => [];

    /// <summary>Output for one sample. The layer may keep the sample for <see cref="Backward"/>.</summary>
    public abstract double[] Forward(double[] input);

    /// <summary>Whether some layer in it needs all samples of a batch at once.</summary>
    public virtual bool IsOverBatch => false;

    /// <summary>Outputs for all samples, which may depend on one another; it keeps them for <see cref="BackwardBatch"/>.</summary>
    public virtual double[][] ForwardBatch(double[][] inputs, ReferenceNoise noise)
    {
        if (IsOverBatch)
        {
            throw new NotSupportedException($"{GetType().Name} knows nothing of layers inside of it that need the batch.");
        }

        _inputs = inputs;
        return [.. inputs.Select((input, sample) => OfSample(noise, sample, input))];
    }

    /// <summary>Gradients of the inputs of the last <see cref="ForwardBatch"/>; each sample goes forward once more, since a layer keeps only the last.</summary>
    public virtual double[][] BackwardBatch(double[][] outputGradients, ReferenceNoise noise) =>
    [
        .. outputGradients.Select((gradient, sample) =>
        {
            OfSample(noise, sample, _inputs[sample]);
            return Backward(gradient);
        }),
    ];

    private double[] OfSample(ReferenceNoise noise, int sample, double[] input)
    {
        noise.Sample = sample;
        BeginSample(sample);
        return Forward(input);
    }

    /// <summary>Says which sample of a batch comes next to layers that keep what another layer, further down, asks for.</summary>
    protected virtual void BeginSample(int sample)
    {
    }

    /// <summary>Adds to the tensors' gradients and returns the gradient of the last <see cref="Forward"/>'s input.</summary>
    public abstract double[] Backward(double[] outputGradient);
}
