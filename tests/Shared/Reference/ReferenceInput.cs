namespace SparseGen.Tests.Reference;

/// <summary>Takes an input off the end of the sample, and gives its gradient back there: the first of a model's layers.</summary>
/// <param name="shape">Its shape.</param>
internal sealed class ReferenceInput(int[] shape) : ReferenceLayer
{
    private readonly Dictionary<int, (double[] Values, double[] Gradient)> _samples = [];

    public IReadOnlyList<int> Shape => shape;

    public int Size => shape.Aggregate(1, static (product, size) => product * size);

    /// <summary>The sample at hand, where a batch goes through the model layer by layer.</summary>
    public int Sample { get; set; }

    public double[] Values => _samples[Sample].Values;

    public double[] Gradient => _samples[Sample].Gradient;

    public override double[] Forward(double[] input)
    {
        _samples[Sample] = (input[^Size..], new double[Size]);
        return input[..^Size];
    }

    public override double[] Backward(double[] outputGradient) => [.. outputGradient, .. Gradient];

    /// <summary>Without another forward pass, which would forget the gradients that are there.</summary>
    public override double[][] BackwardBatch(double[][] outputGradients, ReferenceNoise noise) =>
    [
        .. outputGradients.Select((gradient, sample) =>
        {
            BeginSample(sample);
            return Backward(gradient);
        }),
    ];

    protected override void BeginSample(int sample) => Sample = sample;
}
