namespace SparseGen.Tests.Reference;

/// <summary>Patches of a row: output[p, i] = input[stride p + i].</summary>
internal sealed class ReferencePatches(int size, int length, int stride) : ReferenceLayer
{
    private readonly int _count = ((size - length) / stride) + 1;

    public override double[] Forward(double[] input) => [.. Enumerable.Range(0, _count * length).Select(at => input[Source(at)])];

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[size];
        for (var at = 0; at < outputGradient.Length; at++)
        {
            inputGradient[Source(at)] += outputGradient[at];
        }

        return inputGradient;
    }

    private int Source(int at) => (at / length * stride) + (at % length);
}
