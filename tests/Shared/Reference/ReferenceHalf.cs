namespace SparseGen.Tests.Reference;

/// <summary>The first or the second half of each row.</summary>
internal sealed class ReferenceHalf(int rows, int half, bool second) : ReferenceLayer
{
    public override double[] Forward(double[] input) => [.. Enumerable.Range(0, rows * half).Select(i => input[Place(i)])];

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[2 * outputGradient.Length];
        for (var i = 0; i < outputGradient.Length; i++)
        {
            inputGradient[Place(i)] = outputGradient[i];
        }

        return inputGradient;
    }

    private int Place(int i) => (i / half * 2 * half) + (second ? half : 0) + (i % half);
}
