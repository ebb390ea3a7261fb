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

    /// <summary>
    /// The matrix [outputs, inputs] of a linear map, without its bias: dense, sparse, block-diagonal (also with shared blocks, I kron B), Monarch, block tensor train, low-rank,
    /// Kronecker, W kron V^T, or PK, J2 (I kron W) J1, by the tensors that it has.
    /// </summary>
    /// <remarks>
    /// A PK layer takes the whole sample: its inputs and outputs are m. Its activation commutes with J2, so that the layer is phi of this matrix
    /// times x, plus bias. Where a weight serves several blocks, asking for a map of its own size gives the block alone. Around the mixings of RP
    /// blocks stand permutations that belong to no map; <see cref="OfModel"/> sees them.
    /// </remarks>
    /// <param name="parameters">The parameters of the model.</param>
    /// <param name="layer">
    /// Prefix of the map's tensors, such as <c>blocks.0.mlp_channels.fc1</c>. A block of several layers has no matrix of its own;
    /// see <see cref="OfModel"/>.
    /// </param>
    /// <param name="inputs">Inputs of the map.</param>
    /// <param name="outputs">Outputs of the map.</param>
    /// <exception cref="ArgumentException">
    /// There are no such tensors, they are not those of one map of this size, or the matrix has more than <see cref="MaxEntries"/> entries.
    /// </exception>
    public static double[,] Of(ParameterVector parameters, string layer, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(layer);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        CheckEntries(outputs, inputs, nameof(inputs));
        if (parameters.Layout.TryFind(layer + ".blkdiag1", out _))
        {
            return MonarchFactors.Read(parameters, layer, inputs, outputs).ToDense();
        }

        if (parameters.Layout.TryFind(layer + ".tokens.weight", out TensorLayout? tokens)
            && parameters.Layout.TryFind(layer + ".channels.weight", out TensorLayout? channels))
        {
            return tokens.Shape[0] * channels.Shape[0] == outputs && tokens.Shape[1] * channels.Shape[1] == inputs
                ? Kronecker(LayerTensors.ReadMatrix(parameters, tokens), LayerTensors.ReadMatrix(parameters, channels))
                : throw OtherSize(tokens, inputs, outputs, nameof(layer));
        }

        if (parameters.Layout.TryFind(layer + ".down.weight", out TensorLayout? down) && parameters.Layout.TryFind(layer + ".up.weight", out TensorLayout? up))
        {
            return (up.Shape[0], down.Shape[1]) == (outputs, inputs)
                ? Product(LayerTensors.ReadMatrix(parameters, up), LayerTensors.ReadMatrix(parameters, down))
                : throw OtherSize(down, inputs, outputs, nameof(layer));
        }

        LayerTensors.RefuseBlock(parameters.Layout, layer);
        TensorLayout weight = parameters.Layout.Find(layer + ".weight");
        double[,] matrix = new double[outputs, inputs];
        return WeightMatrix.Fill(parameters, weight, matrix) ? matrix : throw OtherSize(weight, inputs, outputs, nameof(layer));
    }

    /// <summary>
    /// The matrix [outputs, inputs] of a whole model that is linear, or linear but for biases: of PK layers, permutations, residuals and used blocks with
    /// nothing else between them. Its columns are what the model makes of the unit vectors, less what it makes of zero, in single precision.
    /// </summary>
    /// <remarks>To see a part of a larger model so, declare a model of that part and copy its tensors.</remarks>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="model">The model, on any device.</param>
    /// <exception cref="ArgumentException">
    /// The model is not linear: activations or layer norms make its output differ from matrix times input; or the matrix has more than
    /// <see cref="MaxEntries"/> entries.
    /// </exception>
    public static double[,] OfModel<TModel>(TModel model)
        where TModel : class, IInferenceModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(model);
        double[,] matrix = Allocate(TModel.Info.OutputSize, TModel.Info.InputSize, nameof(model));
        float[] offset = MatrixProbe.Fill(model, matrix);
        MatrixProbe.Check(model, matrix, offset);
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
        return Kronecker(matrix, Identity(channels, nameof(channels)), nameof(channels));
    }

    /// <summary>I_S kron V: what a map V of the channels does to X [S, C], flattened row after row.</summary>
    /// <param name="matrix">V [outputs, channels].</param>
    /// <param name="tokens">S.</param>
    /// <exception cref="ArgumentException">It has more than <see cref="MaxEntries"/> entries.</exception>
    public static double[,] AlongChannels(double[,] matrix, int tokens)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        return Kronecker(Identity(tokens, nameof(tokens)), matrix, nameof(tokens));
    }

    /// <summary>The Kronecker product: entry (i1 r + i2, j1 c + j2) is left[i1, j1] right[i2, j2] for a right matrix of r x c.</summary>
    /// <param name="left">The outer matrix.</param>
    /// <param name="right">The inner matrix.</param>
    /// <exception cref="ArgumentException">The product has more than <see cref="MaxEntries"/> entries.</exception>
    public static double[,] Kronecker(double[,] left, double[,] right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return Kronecker(left, right, nameof(right));
    }

    /// <summary>A matrix of zeros.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="argument">What the caller calls that which makes it too large.</param>
    internal static double[,] Allocate(long rows, long columns, string argument)
    {
        CheckEntries(rows, columns, argument);
        return new double[rows, columns];
    }

    internal static double[,] Kronecker(double[,] left, double[,] right, string argument)
    {
        (int rows, int columns) = (right.GetLength(0), right.GetLength(1));
        double[,] product = Allocate((long)left.GetLength(0) * rows, (long)left.GetLength(1) * columns, argument);
        for (int i = 0; i < product.GetLength(0); i++)
        {
            for (int j = 0; j < product.GetLength(1); j++)
            {
                product[i, j] = left[i / rows, j / columns] * right[i % rows, j % columns];
            }
        }

        return product;
    }

    private static double[,] Product(double[,] left, double[,] right)
    {
        double[,] product = new double[left.GetLength(0), right.GetLength(1)];
        for (int i = 0; i < product.GetLength(0); i++)
        {
            for (int k = 0; k < right.GetLength(0); k++)
            {
                for (int j = 0; j < product.GetLength(1); j++)
                {
                    product[i, j] += left[i, k] * right[k, j];
                }
            }
        }

        return product;
    }

    private static void CheckEntries(long rows, long columns, string argument)
    {
        if (rows * columns > MaxEntries)
        {
            throw new ArgumentException(
                $"The dense matrix would have {rows} x {columns} = {rows * columns} entries; expected at most {MaxEntries}. "
                + "Take a smaller model, or one linear map instead of a whole block.",
                argument);
        }
    }

    private static ArgumentException OtherSize(TensorLayout weight, int inputs, int outputs, string argument) => new(
        $"Tensor \"{weight.Name}\" has the shape [{string.Join(", ", weight.Shape)}], which is not that of a map of {inputs} inputs and {outputs} outputs. "
        + $"Along one dimension of tokens and channels, ask for the map alone and use {nameof(AlongTokens)} or {nameof(AlongChannels)}.",
        argument);

    private static double[,] Identity(int size, string argument)
    {
        double[,] identity = Allocate(size, size, argument);
        for (int i = 0; i < size; i++)
        {
            identity[i, i] = 1;
        }

        return identity;
    }
}
