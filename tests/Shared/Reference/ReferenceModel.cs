namespace SparseGen.Tests.Reference;

/// <summary>A whole model in double precision: output, gradients of all tensors and gradient of the input for a batch.</summary>
internal sealed class ReferenceModel(int inputSize, int outputSize, ReferenceLayer network, ReferenceNoise noise)
{
    private readonly Dictionary<string, ReferenceTensor> _tensors = network.Tensors.ToDictionary(tensor => tensor.Name);

    /// <summary>Numbers of one input sample.</summary>
    public int InputSize { get; } = inputSize;

    /// <summary>Numbers of one output sample.</summary>
    public int OutputSize { get; } = outputSize;

    /// <summary>Which masks of dropout the next pass uses.</summary>
    public ulong NoiseStep
    {
        get => noise.Step;
        set => noise.Step = value;
    }

    /// <summary>The learned tensors in the order of the layers.</summary>
    public IReadOnlyList<ReferenceTensor> Tensors { get; } = [.. network.Tensors];

    /// <summary>The learned tensor called <paramref name="name"/>.</summary>
    public ReferenceTensor this[string name] => _tensors[name];

    /// <summary>Output of inference for a batch, sample after sample.</summary>
    public double[] Forward(ReadOnlySpan<double> input) => Run(input, [], withBackward: false).Output;

    /// <summary>Output of training and input gradient for a batch; the tensors' gradients are set anew.</summary>
    public (double[] Output, double[] InputGradient) Backward(ReadOnlySpan<double> input, ReadOnlySpan<double> outputGradient) =>
        Run(input, outputGradient, withBackward: true);

    private (double[] Output, double[] InputGradient) Run(
        ReadOnlySpan<double> input, ReadOnlySpan<double> outputGradient, bool withBackward)
    {
        foreach (var tensor in Tensors)
        {
            Array.Clear(tensor.Gradients);
        }

        var batch = input.Length / InputSize;
        noise.IsTraining = withBackward;
        if (network.IsOverBatch)
        {
            return RunTogether(input, outputGradient, batch, withBackward);
        }

        List<double> outputs = [], inputGradients = [];
        for (var sample = 0; sample < batch; sample++)
        {
            noise.Sample = sample;
            outputs.AddRange(network.Forward(input.Slice(sample * InputSize, InputSize).ToArray()));
            if (withBackward)
            {
                inputGradients.AddRange(network.Backward(outputGradient.Slice(sample * OutputSize, OutputSize).ToArray()));
            }
        }

        return ([.. outputs], [.. inputGradients]);
    }

    /// <summary>The batch norms, in order, for their running statistics.</summary>
    public IEnumerable<ReferenceBatchNorm> BatchNorms => ((ReferenceSequence)network).AllLayers.OfType<ReferenceBatchNorm>();

    /// <summary>Lets the tensors have what the running statistics have become.</summary>
    public void KeepRunning()
    {
        foreach (var norm in BatchNorms)
        {
            norm.KeepRunning();
        }
    }

    // Samples that depend on one another, layer by layer.
    private (double[] Output, double[] InputGradient) RunTogether(
        ReadOnlySpan<double> input, ReadOnlySpan<double> outputGradient, int batch, bool withBackward)
    {
        double[][] outputs = network.ForwardBatch([.. input.ToArray().Chunk(InputSize)], noise);
        return (
            [.. outputs.SelectMany(output => output)],
            withBackward && batch > 0 ? [.. network.BackwardBatch([.. outputGradient.ToArray().Chunk(OutputSize)], noise).SelectMany(gradient => gradient)] : []);
    }
}
