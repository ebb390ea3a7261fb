namespace SparseGen.Tests.Reference;

/// <summary>y[i] = x[indices[i]].</summary>
internal sealed class ReferencePermutation(int[] indices) : ReferenceLayer
{
    public override double[] Forward(double[] input) => Array.ConvertAll(indices, index => input[index]);

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            inputGradient[indices[i]] += outputGradient[i];
        }

        return inputGradient;
    }
}
