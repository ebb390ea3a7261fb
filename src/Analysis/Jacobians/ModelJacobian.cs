using MathNet.Numerics.LinearAlgebra;

namespace SparseGen.Analysis;

/// <summary>Jacobians of a model at one sample, in the single precision of its passes.</summary>
public static class ModelJacobian
{
    /// <summary>
    /// d output / d input, a row for each output: a backward pass each, as many at once as the model's largest batch. The model's gradients stay as they were.
    /// </summary>
    /// <typeparam name="TModel">The model.</typeparam>
    /// <param name="model">The model, on any device; without dropout.</param>
    /// <param name="input">The sample, [InputSize].</param>
    /// <returns>[OutputSize, InputSize].</returns>
    /// <exception cref="ArgumentException">The length does not fit, a number is not finite, or the model is not the same in training and inference.</exception>
    public static double[,] OfInput<TModel>(TModel model, ReadOnlySpan<float> input)
        where TModel : class, IModel<TModel>
    {
        double[,] jacobian = new double[TModel.Info.OutputSize, TModel.Info.InputSize];
        Backward(model, input, first => Fill(jacobian, first, model.InputGradient));
        return jacobian;
    }

    /// <summary>
    /// d output / d layer at a sample for several layers: the product of the layer-wise Jacobians from each of them on. All come from the same backward passes, those of
    /// <see cref="OfInput"/>.
    /// </summary>
    /// <typeparam name="TModel">The model, declared with <see cref="ModelAttribute.Taps"/>.</typeparam>
    /// <param name="model">The model, on any device; without dropout.</param>
    /// <param name="input">The sample, [InputSize].</param>
    /// <param name="layers">Names of layers or activations, as <see cref="ModelTaps"/> has them.</param>
    /// <returns>For each name [OutputSize, size of the layer].</returns>
    /// <exception cref="ArgumentException">
    /// The length does not fit, a number is not finite, there is no such name, or the model is not the same in training and inference.
    /// </exception>
    /// <exception cref="NotSupportedException">The model has no taps.</exception>
    public static IReadOnlyList<double[,]> OfLayers<TModel>(TModel model, ReadOnlySpan<float> input, IReadOnlyList<string> layers)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(layers);
        ModelTaps taps = ModelTaps.Of(model);
        double[][,] jacobians = [.. layers.Select(layer => new double[TModel.Info.OutputSize, taps.Size(layer)])];
        Backward(model, input, first =>
        {
            for (int i = 0; i < jacobians.Length; i++)
            {
                Fill(jacobians[i], first, taps.Gradient(layers[i]));
            }
        });
        return jacobians;
    }

    /// <summary>d output / d parameters along a direction in the space of the parameters, by the generated tangents: J v without J.</summary>
    /// <typeparam name="TModel">The model, declared with <see cref="ModelAttribute.HessianProducts"/>.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="input">The sample, [InputSize].</param>
    /// <param name="direction">v, made by <see cref="ParameterVector.CreateLike"/> of the model's parameters.</param>
    /// <returns>J v, [OutputSize].</returns>
    /// <exception cref="ArgumentException">The length does not fit, a number is not finite, or the vector is of another model.</exception>
    /// <exception cref="NotSupportedException">The model has no tangents.</exception>
    public static double[] AlongParameters<TModel>(TModel model, ReadOnlySpan<float> input, ParameterVector direction)
        where TModel : class, IModel<TModel>
    {
        ArgumentNullException.ThrowIfNull(direction);
        return Along(model, input, () => model.ForwardTangent(direction));
    }

    /// <summary>d output / d input along a direction in the space of the inputs, by the generated tangents: J v without J, whose rows <see cref="OfInput"/> has.</summary>
    /// <typeparam name="TModel">The model, declared with <see cref="ModelAttribute.HessianProducts"/> and <see cref="ModelAttribute.Taps"/>.</typeparam>
    /// <param name="model">The model, on any device; without dropout.</param>
    /// <param name="input">The sample, [InputSize].</param>
    /// <param name="direction">v, [InputSize].</param>
    /// <returns>J v, [OutputSize].</returns>
    /// <exception cref="ArgumentException">A length does not fit, a number is not finite, or the model is not the same in training and inference.</exception>
    /// <exception cref="NotSupportedException">The model has no tangents of its input.</exception>
    public static double[] AlongInput<TModel>(TModel model, ReadOnlySpan<float> input, ReadOnlySpan<float> direction)
        where TModel : class, IModel<TModel>
    {
        if (direction.Length != TModel.Info.InputSize)
        {
            throw new ArgumentException($"direction has {direction.Length} numbers; expected {TModel.Info.InputSize}, as a sample of {TModel.Info.Name}.", nameof(direction));
        }

        Require.Finite(direction, direction.Length, nameof(direction));
        ArgumentNullException.ThrowIfNull(model);
        float[] moved = direction.ToArray();
        ParameterVector still = model.Parameters.CreateLike();
        return Along(model, input, () => model.ForwardTangent(still, moved));
    }

    /// <summary>The singular values of a matrix, from the largest down.</summary>
    /// <param name="matrix">The matrix, such as a Jacobian.</param>
    /// <exception cref="ArgumentException">The matrix has no entries, or not only finite ones.</exception>
    public static double[] SingularValues(double[,] matrix) => [.. Require.Matrix(matrix).Svd(computeVectors: false).S];

    /// <summary>The tangent of the output that a pass for tangents leaves.</summary>
    private static double[] Along<TModel>(TModel model, ReadOnlySpan<float> input, Action forwardTangent)
        where TModel : class, IModel<TModel>
    {
        BackwardRows.Check(model, input, nameof(input));
        CheckSingle(input, TModel.Info);
        double[] product = new double[TModel.Info.OutputSize];
        float[] sample = input.ToArray();
        BackwardRows.KeepingGradients(model, () =>
        {
            model.ForwardTraining(sample);
            model.Backward(new float[product.Length]);
            forwardTangent();
            for (int i = 0; i < product.Length; i++)
            {
                product[i] = model.OutputTangent[i];
            }
        });
        return product;
    }

    /// <summary>Backward passes from each output, as many at once as the largest batch; what is called after each gets the first of its outputs.</summary>
    private static void Backward<TModel>(TModel model, ReadOnlySpan<float> input, Action<int> afterPass)
        where TModel : class, IModel<TModel>
    {
        BackwardRows.Check(model, input, nameof(input));
        CheckSingle(input, TModel.Info);
        float[] sample = input.ToArray();
        int outputs = TModel.Info.OutputSize;
        BackwardRows.KeepingGradients(model, () =>
        {
            for (int first = 0; first < outputs; first += model.MaxBatch)
            {
                int rows = Math.Min(model.MaxBatch, outputs - first);
                float[] batch = new float[rows * sample.Length], units = new float[rows * outputs];
                for (int row = 0; row < rows; row++)
                {
                    sample.CopyTo(batch, row * sample.Length);
                    units[(row * outputs) + first + row] = 1;
                }

                model.ForwardTraining(batch);
                model.Backward(units);
                afterPass(first);
            }
        });
    }

    private static void Fill(double[,] jacobian, int first, ReadOnlySpan<float> rows)
    {
        int columns = jacobian.GetLength(1);
        for (int at = 0; at < rows.Length; at++)
        {
            jacobian[first + (at / columns), at % columns] = rows[at];
        }
    }

    /// <summary>Checks that there is one sample.</summary>
    internal static void CheckSingle(ReadOnlySpan<float> input, ModelInfo info)
    {
        if (input.Length != info.InputSize)
        {
            throw new ArgumentException($"input has {input.Length} numbers; expected {info.InputSize}, one sample of {info.Name}.", nameof(input));
        }
    }
}
