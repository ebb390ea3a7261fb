using MathNet.Numerics.LinearAlgebra.Double;

namespace SparseGen.Compression;

/// <summary>The exact layer and the rows that a compressed one is made from.</summary>
internal static class LinearArguments
{
    /// <summary>Checks that they fit each other and are finite.</summary>
    /// <param name="samples">[rows, inputs]; at least one row.</param>
    /// <param name="weight">[outputs, inputs].</param>
    /// <param name="bias">[outputs]; empty for none.</param>
    /// <param name="outputs">Outputs.</param>
    /// <returns>Inputs of a row.</returns>
    /// <exception cref="ArgumentException">They do not, or are not.</exception>
    public static int Check(ReadOnlySpan<float> samples, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int outputs)
    {
        _ = Arguments.Positive(outputs, nameof(outputs));
        if (weight.IsEmpty || weight.Length % outputs != 0)
        {
            throw new ArgumentException($"weight has {weight.Length} numbers; expected a matrix of {outputs} rows.", nameof(weight));
        }

        int inputs = weight.Length / outputs;
        if (!bias.IsEmpty)
        {
            Arguments.Length(bias.Length, outputs, $"one for each of {outputs} outputs, or none", nameof(bias));
        }

        if (samples.IsEmpty || samples.Length % inputs != 0)
        {
            throw new ArgumentException($"samples has {samples.Length} numbers; expected rows of {inputs}, as many as the weight has columns, and at least one.", nameof(samples));
        }

        Arguments.Finite(samples, inputs, nameof(samples));
        Arguments.Finite(weight, inputs, nameof(weight));
        Arguments.Finite(bias, outputs, nameof(bias));
        return inputs;
    }

    /// <summary>W^T, [inputs, outputs].</summary>
    public static DenseMatrix Transposed(ReadOnlySpan<float> weight, int inputs)
    {
        // MathNet keeps columns: rows of W are the columns of W^T.
        double[] values = new double[weight.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = weight[i];
        }

        return new DenseMatrix(inputs, weight.Length / inputs, values);
    }
}
