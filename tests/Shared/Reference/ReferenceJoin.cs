namespace SparseGen.Tests.Reference;

/// <summary>An input of the model behind the features of each row: its own row of it or, where it is a vector, all of it.</summary>
internal sealed class ReferenceJoin(ReferenceInput part, int rows, int columns) : ReferenceLayer
{
    private int Added => part.Shape[^1];

    private int Width => columns + Added;

    public override double[] Forward(double[] input)
    {
        var output = new double[rows * Width];
        for (var row = 0; row < rows; row++)
        {
            input.AsSpan(row * columns, columns).CopyTo(output.AsSpan(row * Width));
            part.Values.AsSpan(From(row), Added).CopyTo(output.AsSpan((row * Width) + columns));
        }

        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            outputGradient.AsSpan(row * Width, columns).CopyTo(inputGradient.AsSpan(row * columns));
            for (var i = 0; i < Added; i++)
            {
                part.Gradient[From(row) + i] += outputGradient[(row * Width) + columns + i];
            }
        }

        return inputGradient;
    }

    protected override void BeginSample(int sample) => part.Sample = sample;

    private int From(int row) => part.Shape.Count == 1 ? 0 : row * Added;
}
