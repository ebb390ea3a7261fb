namespace SparseGen.Tests.Reference;

/// <summary>y = e^x / sum(e^x) over each row. dx[i] = sum over j of dy[j] y[j] ((i == j ? 1 : 0) - y[i]), as the derivative of the quotient reads.</summary>
internal sealed class ReferenceSoftmax(int width) : ReferenceLayer
{
    private double[] _output = [];

    public override double[] Forward(double[] input)
    {
        _output = new double[input.Length];
        for (var start = 0; start < input.Length; start += width)
        {
            var powers = input.Skip(start).Take(width).Select(Math.Exp).ToArray();
            for (var i = 0; i < width; i++)
            {
                _output[start + i] = powers[i] / powers.Sum();
            }
        }

        return _output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[outputGradient.Length];
        for (var start = 0; start < inputGradient.Length; start += width)
        {
            for (var i = 0; i < width; i++)
            {
                for (var j = 0; j < width; j++)
                {
                    inputGradient[start + i] += outputGradient[start + j] * _output[start + j] * ((i == j ? 1 : 0) - _output[start + i]);
                }
            }
        }

        return inputGradient;
    }
}
