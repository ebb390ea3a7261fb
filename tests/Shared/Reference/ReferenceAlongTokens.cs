namespace SparseGen.Tests.Reference;

/// <summary>A map of the last dimension, applied to the tokens: transpose, map, transpose back.</summary>
internal sealed class ReferenceAlongTokens(ReferenceLayer map, int tokens, int channels) : ReferenceLayer
{
    public override IEnumerable<ReferenceTensor> Tensors => map.Tensors;

    public override double[] Forward(double[] input)
    {
        var output = map.Forward(Transpose(input, tokens, channels));
        return Transpose(output, channels, output.Length / channels);
    }

    public override double[] Backward(double[] outputGradient) =>
        Transpose(map.Backward(Transpose(outputGradient, outputGradient.Length / channels, channels)), channels, tokens);

    private static double[] Transpose(double[] values, int rows, int columns) =>
        [.. Enumerable.Range(0, values.Length).Select(at => values[at % rows * columns + at / rows])];
}
