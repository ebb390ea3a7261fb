namespace SparseGen.Analysis;

/// <summary>
/// The empirical neural tangent kernel of a model: scalar products of the gradients of its outputs by its parameters, J J^T. For one sample it is the dual of the Fisher
/// information given that sample; its eigenvalues are
/// those of the Fisher information that are not 0.
/// </summary>
public static class NeuralTangentKernel
{
    /// <summary>The most outputs of all samples together: their gradients are held at once.</summary>
    public const int MaxRows = 1024;

    /// <summary>
    /// The kernel of some samples: entry (C i + a, C j + b) is d f_a(x_i) / d theta times d f_b(x_j) / d theta with C outputs. Parameters that are frozen have no gradient
    /// here either, if their
    /// gradients are cut off in the declaration.
    /// </summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="model">The model, on any device; without dropout. Its gradients stay as they were.</param>
    /// <param name="inputs">The samples, [count, InputSize].</param>
    /// <returns>[count OutputSize, count OutputSize], symmetric.</returns>
    /// <exception cref="ArgumentException">
    /// The length does not fit, a number is not finite, there are more than <see cref="MaxRows"/> outputs in all, or the model is not the same in training and inference.
    /// </exception>
    public static double[,] Of<TModel>(TModel model, ReadOnlySpan<float> inputs)
        where TModel : class, IModel<TModel>
    {
        BackwardRows.Check(model, inputs, nameof(inputs));
        (int size, int outputs) = (TModel.Info.InputSize, TModel.Info.OutputSize);
        int count = inputs.Length / size;
        if ((long)count * outputs > MaxRows)
        {
            throw new ArgumentException($"inputs are {count} samples with {outputs} outputs each; expected at most {MaxRows} outputs in all.", nameof(inputs));
        }

        float[] samples = inputs.ToArray();
        var gradients = new ParameterVector[count * outputs];
        BackwardRows.KeepingGradients(model, () =>
        {
            float[] unit = new float[outputs];
            for (int row = 0; row < gradients.Length; row++)
            {
                unit[row % outputs] = 1;
                model.ForwardTraining(samples.AsSpan(row / outputs * size, size));
                model.Backward(unit);
                unit[row % outputs] = 0;
                gradients[row] = model.Gradients.CreateLike();
                gradients[row].CopyFrom(model.Gradients);
                model.Gradients.Clear();
            }
        });

        double[,] kernel = new double[gradients.Length, gradients.Length];
        for (int row = 0; row < gradients.Length; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                kernel[row, column] = kernel[column, row] = gradients[row].Dot(gradients[column]);
            }
        }

        return kernel;
    }

    /// <summary>
    /// The kernels of small batches, which a step on one of them sees: blocks on the diagonal of the kernel of all samples, without the rest of it. Their largest
    /// eigenvalues bound the learning rate of
    /// stochastic gradient descent as that of all samples bounds gradient descent's.
    /// </summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="model">The model, on any device; without dropout. Its gradients stay as they were.</param>
    /// <param name="inputs">The samples, [count, InputSize].</param>
    /// <param name="batch">Samples of a batch; the last may have fewer.</param>
    /// <returns>A kernel for each batch, in order.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Of"/>, for each batch.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch is below 1.</exception>
    public static IReadOnlyList<double[,]> OfBatches<TModel>(TModel model, ReadOnlySpan<float> inputs, int batch)
        where TModel : class, IModel<TModel>
    {
        Require.AtLeast(1, batch);
        BackwardRows.Check(model, inputs, nameof(inputs));
        int size = TModel.Info.InputSize;
        var kernels = new List<double[,]>();
        for (int first = 0; first < inputs.Length / size; first += batch)
        {
            kernels.Add(Of(model, inputs[(first * size)..Math.Min(inputs.Length, (first + batch) * size)]));
        }

        return kernels;
    }
}
