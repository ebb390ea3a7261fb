namespace SparseGen.Analysis;

/// <summary>How a tensor of at least two dimensions is one matrix or several: [blocks, outputs, inputs] are blocks, and further dimensions are inputs.</summary>
/// <param name="Blocks">How many matrices.</param>
/// <param name="Rows">Outputs of each.</param>
/// <param name="Columns">Inputs of each.</param>
internal readonly record struct WeightShape(int Blocks, int Rows, int Columns)
{
    /// <summary>Entries of all.</summary>
    public int Count => Blocks * Rows * Columns;

    /// <summary>That of a tensor.</summary>
    public static WeightShape Of(TensorLayout tensor)
    {
        (int blocks, int rows) = tensor.Shape.Length == 3 ? (tensor.Shape[0], tensor.Shape[1]) : (1, tensor.Shape[0]);
        return new WeightShape(blocks, rows, tensor.Count / (blocks * rows));
    }

    /// <summary>One of the matrices.</summary>
    /// <param name="values">The tensor.</param>
    /// <param name="block">Which.</param>
    /// <param name="parameters">Name of the tensor.</param>
    public double[,] Read(ReadOnlySpan<float> values, int block, string parameters)
    {
        double[,] matrix = new double[Rows, Columns];
        for (int at = 0; at < matrix.Length; at++)
        {
            float value = values[(block * matrix.Length) + at];
            matrix[at / Columns, at % Columns] = float.IsFinite(value)
                ? value
                : throw new ArgumentException($"{parameters} has an entry {value}; expected finite numbers.", nameof(parameters));
        }

        return matrix;
    }
}
