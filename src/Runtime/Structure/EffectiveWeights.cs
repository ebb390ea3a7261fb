namespace SparseGen;

/// <summary>
/// The dense matrices that linear maps stand for. Those along one dimension of X [S, C] act on the flattened X in row-major order as
/// W kron I_C (tokens) and I_S kron V (channels), with W and V [outputs, inputs] (Hayase and Karakida 2024, arXiv 2306.01470, in
/// row-major order).
/// </summary>
public static class EffectiveWeights
{
    /// <summary>Most entries that a dense matrix may have here: 2^24, 128 MiB in double precision. Mixers of useful size exceed it soon.</summary>
    public const int MaxEntries = 1 << 24;

    /// <summary>The matrix [outputs, inputs] of a linear map: dense, block-diagonal or Monarch, by the tensors that it has.</summary>
    /// <param name="parameters">The parameters of the model.</param>
    /// <param name="layer">Prefix of the map's tensors, such as <c>blocks.0.mlp_channels.fc1</c>.</param>
    /// <param name="inputs">Inputs of the map.</param>
    /// <param name="outputs">Outputs of the map.</param>
    /// <exception cref="ArgumentException">
    /// There are no such tensors, they are not those of a map of this size, or the matrix has more than <see cref="MaxEntries"/> entries.
    /// </exception>
    public static double[,] Of(ParameterVector parameters, string layer, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        double[,] matrix = Allocate(outputs, inputs);
        if (parameters.Layout.TryFind(layer + ".blkdiag1", out _))
        {
            return MonarchFactors.Read(parameters, layer, inputs, outputs).ToDense();
        }

        TensorLayout weight = parameters.Layout.Find(layer + ".weight");
        float[] values = new float[weight.Count];
        parameters.GetTensor(weight.Name, values);
        (int blocks, int rows) = weight.Shape.Length == 3 ? (weight.Shape[0], weight.Shape[1]) : (1, weight.Shape[0]);
        int columns = weight.Count / blocks / rows;
        if (rows != (outputs + blocks - 1) / blocks || columns != (inputs + blocks - 1) / blocks)
        {
            throw new ArgumentException(
                $"Tensor \"{weight.Name}\" has the shape [{string.Join(", ", weight.Shape)}], which is not that of a map of {inputs} inputs and {outputs} outputs.",
                nameof(layer));
        }

        for (int at = 0; at < values.Length; at++)
        {
            int row = at / columns, column = (row / rows * columns) + (at % columns);
            if (row < outputs && column < inputs)
            {
                matrix[row, column] = values[at];
            }
        }

        return matrix;
    }

    /// <summary>W kron I_C: what a map W of the tokens does to X [S, C], flattened row after row.</summary>
    /// <param name="matrix">W [outputs, tokens].</param>
    /// <param name="channels">C.</param>
    /// <exception cref="ArgumentException">It has more than <see cref="MaxEntries"/> entries.</exception>
    public static double[,] AlongTokens(double[,] matrix, int channels)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        return Kronecker(matrix, Identity(channels));
    }

    /// <summary>I_S kron V: what a map V of the channels does to X [S, C], flattened row after row.</summary>
    /// <param name="matrix">V [outputs, channels].</param>
    /// <param name="tokens">S.</param>
    /// <exception cref="ArgumentException">It has more than <see cref="MaxEntries"/> entries.</exception>
    public static double[,] AlongChannels(double[,] matrix, int tokens)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        return Kronecker(Identity(tokens), matrix);
    }

    /// <summary>The Kronecker product: entry (i1 r + i2, j1 c + j2) is left[i1, j1] right[i2, j2] for a right matrix of r x c.</summary>
    /// <param name="left">The outer matrix.</param>
    /// <param name="right">The inner matrix.</param>
    /// <exception cref="ArgumentException">The product has more than <see cref="MaxEntries"/> entries.</exception>
    public static double[,] Kronecker(double[,] left, double[,] right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        (int rows, int columns) = (right.GetLength(0), right.GetLength(1));
        double[,] product = Allocate((long)left.GetLength(0) * rows, (long)left.GetLength(1) * columns);
        for (int i = 0; i < product.GetLength(0); i++)
        {
            for (int j = 0; j < product.GetLength(1); j++)
            {
                product[i, j] = left[i / rows, j / columns] * right[i % rows, j % columns];
            }
        }

        return product;
    }

    internal static double[,] Allocate(long rows, long columns) => rows * columns <= MaxEntries
        ? new double[rows, columns]
        : throw new ArgumentException(
            $"The dense matrix would have {rows} x {columns} = {rows * columns} entries; expected at most {MaxEntries}. "
            + "Take a smaller model, or one linear map instead of a whole block.");

    private static double[,] Identity(int size)
    {
        double[,] identity = Allocate(size, size);
        for (int i = 0; i < size; i++)
        {
            identity[i, i] = 1;
        }

        return identity;
    }
}
