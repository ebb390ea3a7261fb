namespace SparseGen.Tests.Reference;

/// <summary>y[c] = sum over s of x[s, c] / tokens.</summary>
internal sealed class ReferenceTokenMean(int tokens, int channels) : ReferenceLayer
{
    public override double[] Forward(double[] input)
    {
        var output = new double[channels];
        for (var i = 0; i < input.Length; i++)
        {
            output[i % channels] += input[i] / tokens;
        }

        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[tokens * channels];
        for (var i = 0; i < inputGradient.Length; i++)
        {
            inputGradient[i] = outputGradient[i % channels] / tokens;
        }

        return inputGradient;
    }
}
