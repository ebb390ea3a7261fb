namespace SparseGen.Analysis;

/// <summary>
/// Initial values set after a model was made, where declarations have <see cref="Initialization"/>: for a tensor of any model, or for all its weights. A tensor of more
/// than two dimensions is a matrix of its first one by the others, but for blocks [blocks, outputs, inputs], each of which is a matrix. Frozen tensors are set like
/// others.
/// </summary>
public static class InitialValues
{
    /// <summary>
    /// An orthogonal matrix times a gain, of the Haar measure (Mezzadri 2007, arXiv math-ph/0609050). Where it is not square its rows or its columns, whichever are fewer,
    /// are orthonormal (Saxe, McClelland and Ganguli 2013, arXiv 1312.6120).
    /// </summary>
    /// <param name="parameters">The parameters of a model.</param>
    /// <param name="tensor">Name of the tensor.</param>
    /// <param name="seed">Seed; tensors of different names draw different numbers.</param>
    /// <param name="gain">What it is multiplied by.</param>
    /// <exception cref="ArgumentException">There is no such tensor, it is a vector, or it is sparse.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The gain is not finite.</exception>
    public static void Orthogonal(ParameterVector parameters, string tensor, ulong seed, double gain = 1)
    {
        Require.Finite(gain);
        Fill(parameters, tensor, seed, shape => Initializer.Orthogonal(shape.Rows, shape.Columns, gain));
    }

    /// <summary>The identity times a scale; zeros beyond it where the matrix is not square.</summary>
    /// <param name="parameters">The parameters of a model.</param>
    /// <param name="tensor">Name of the tensor.</param>
    /// <param name="scale">What it is multiplied by.</param>
    /// <exception cref="ArgumentException">There is no such tensor, it is a vector, or it is sparse.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not finite.</exception>
    public static void Identity(ParameterVector parameters, string tensor, double scale = 1)
    {
        Require.Finite(scale);
        Fill(parameters, tensor, seed: 0, shape => Initializer.Identity(shape.Rows, shape.Columns, scale));
    }

    /// <summary>
    /// Independent normal entries of deviation gain times inputs^-exponent: with 1/2 signals keep their size (LeCun), with 1 they shrink as 1/sqrt(inputs), which is what
    /// muP has for the last layer (Yang et al. 2022, arXiv 2203.03466).
    /// </summary>
    /// <param name="parameters">The parameters of a model.</param>
    /// <param name="tensor">Name of the tensor.</param>
    /// <param name="seed">Seed; tensors of different names draw different numbers.</param>
    /// <param name="gain">What it is multiplied by.</param>
    /// <param name="exponent">How it falls with the number of inputs.</param>
    /// <exception cref="ArgumentException">There is no such tensor, it is a vector, or it is sparse.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    public static void Scaled(ParameterVector parameters, string tensor, ulong seed, double gain = 1, double exponent = 0.5)
    {
        Require.Finite(gain);
        Require.Finite(exponent);
        Fill(parameters, tensor, seed, shape => Initializer.Normal(Math.Abs(gain) * Math.Pow(shape.Columns, -exponent)));
    }

    /// <summary>The names of a model's weights: its tensors of two and more dimensions that are not sparse, in their order.</summary>
    /// <param name="parameters">The parameters of a model.</param>
    public static IReadOnlyList<string> Weights(ParameterVector parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return [.. parameters.Layout.Tensors.Where(static tensor => tensor.Shape.Length >= 2 && tensor.LearnedCount == tensor.Count).Select(static tensor => tensor.Name)];
    }

    private static void Fill(ParameterVector parameters, string tensor, ulong seed, Func<WeightShape, Initializer> initializer)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(tensor);
        TensorLayout layout = parameters.Layout.Find(tensor);
        if (layout.Shape.Length < 2)
        {
            throw new ArgumentException($"{tensor} is a vector of {layout.Count}; expected a weight of at least two dimensions.", nameof(tensor));
        }

        if (layout.LearnedCount != layout.Count)
        {
            throw new ArgumentException($"{tensor} is sparse, {layout.LearnedCount} of {layout.Count} weights are kept; expected a dense weight.", nameof(tensor));
        }

        float[] values = new float[layout.Count];
        initializer(WeightShape.Of(layout)).Fill(values, new CounterRandom(seed, tensor));
        parameters.SetTensor(tensor, values);
    }
}
