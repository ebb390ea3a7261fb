namespace SparseGen.Tests.Reference;

/// <summary>Layers one after the other; with <paramref name="residual"/>, the input is added to the result.</summary>
internal sealed class ReferenceSequence(bool residual, params ReferenceLayer[] layers) : ReferenceLayer
{
    public override IEnumerable<ReferenceTensor> Tensors => layers.SelectMany(layer => layer.Tensors);

    public override double[] Forward(double[] input)
    {
        var output = layers.Aggregate(input, (value, layer) => layer.Forward(value));
        return residual ? Sum(input, output) : output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = layers.Reverse().Aggregate(outputGradient, (gradient, layer) => layer.Backward(gradient));
        return residual ? Sum(outputGradient, inputGradient) : inputGradient;
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
