namespace SparseGen.Tests.Reference;

/// <summary>y = scale x + shift in each row; the tensors have dimensions of one in front where timm has them.</summary>
internal sealed class ReferenceScale(ReferenceTensor scale, ReferenceTensor? shift) : ReferenceLayer
{
    private double[] _input = [];

    public override IEnumerable<ReferenceTensor> Tensors => shift is null ? [scale] : [scale, shift];

    public static ReferenceScale Affine(string name, int width) => new(new($"{name}.alpha", 1, 1, width), new($"{name}.beta", 1, 1, width));

    public override double[] Forward(double[] input)
    {
        _input = input;
        return [.. input.Select((x, i) => scale.Values[i % scale.Values.Length] * x + (shift is null ? 0 : shift.Values[i % scale.Values.Length]))];
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[outputGradient.Length];
        for (var i = 0; i < inputGradient.Length; i++)
        {
            var place = i % scale.Values.Length;
            scale.Gradients[place] += outputGradient[i] * _input[i];
            inputGradient[i] = outputGradient[i] * scale.Values[place];
            if (shift is not null)
            {
                shift.Gradients[place] += outputGradient[i];
            }
        }

        return inputGradient;
    }
}
