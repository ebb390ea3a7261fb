namespace SparseGen.Bench.Gpu;

/// <summary>A product of a model: output[rows, columns] = left[rows, depth] right[depth, columns] for each sample.</summary>
/// <param name="Model">Class of the model that has it.</param>
/// <param name="Product">What it is there.</param>
/// <param name="MixesTokens">Whether the weight is the left operand, the same for all samples; otherwise it is the right one, and the samples continue the rows.</param>
/// <param name="Rows">Rows of the output of a sample.</param>
/// <param name="Depth">Terms of a sum.</param>
/// <param name="Columns">Columns of the output.</param>
internal sealed record ProductShape(string Model, string Product, bool MixesTokens, int Rows, int Depth, int Columns)
{
    /// <summary>Floats of a sample's input.</summary>
    public int InputSize => MixesTokens ? Depth * Columns : Rows * Depth;

    /// <summary>Floats of the weight.</summary>
    public int WeightSize => MixesTokens ? Rows * Depth : Depth * Columns;

    /// <summary>Floats of a sample's output.</summary>
    public int OutputSize => Rows * Columns;

    /// <summary>Operations of a pass, a multiply-accumulate being two.</summary>
    /// <param name="samples">Samples.</param>
    public double Operations(int samples) => 2.0 * samples * Rows * Depth * Columns;
}

/// <summary>The three products that a linear map has in training.</summary>
internal enum ProductPass
{
    /// <summary>The output.</summary>
    Forward,

    /// <summary>The gradient of the input.</summary>
    InputGradient,

    /// <summary>The gradient of the weight.</summary>
    WeightGradient,
}
