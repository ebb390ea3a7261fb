namespace SparseGen.Tests.Reference;

/// <summary>Vectors in place of the last columns of each row, from one table in which the rows of the first column come first; the columns before them stay.</summary>
internal sealed class ReferenceEmbedding(string name, int rows, int columns, int features, int[] categories) : ReferenceLayer
{
    private readonly ReferenceTensor _table = new($"{name}.weight", categories.Sum(), features);
    private double[] _input = [];

    private int Numbers => columns - categories.Length;

    private int Width => Numbers + (categories.Length * features);

    public override IEnumerable<ReferenceTensor> Tensors => [_table];

    public override double[] Forward(double[] input)
    {
        _input = input;
        var output = new double[rows * Width];
        Visit((row, column) => output[(row * Width) + column] = input[(row * columns) + column], (to, from) => output[to] = _table.Values[from]);
        return output;
    }

    public override double[] Backward(double[] outputGradient)
    {
        var inputGradient = new double[_input.Length];
        Visit(
            (row, column) => inputGradient[(row * columns) + column] = outputGradient[(row * Width) + column],
            (to, from) => _table.Gradients[from] += outputGradient[to]);
        return inputGradient;
    }

    /// <summary>Calls with row and column of each number that stays, and with the places in output and table of each that is looked up.</summary>
    private void Visit(Action<int, int> number, Action<int, int> lookup)
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < Numbers; column++)
            {
                number(row, column);
            }

            for (var (column, start) = (0, 0); column < categories.Length; start += categories[column++])
            {
                // Fuzz tests move inputs by roundings, and a category is still the same one.
                var category = (int)Math.Round(_input[(row * columns) + Numbers + column]);
                for (var i = 0; i < features; i++)
                {
                    lookup((row * Width) + Numbers + (column * features) + i, ((start + category) * features) + i);
                }
            }
        }
    }
}
