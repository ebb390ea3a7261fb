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
        BackwardRows.Check(model, input, nameof(input));
        CheckSingle(input, TModel.Info);
        float[] sample = input.ToArray();
        (int outputs, int inputs) = (TModel.Info.OutputSize, TModel.Info.InputSize);
        double[,] jacobian = new double[outputs, inputs];
        BackwardRows.KeepingGradients(model, () =>
        {
            for (int first = 0; first < outputs; first += model.MaxBatch)
            {
                int rows = Math.Min(model.MaxBatch, outputs - first);
                float[] batch = new float[rows * inputs], units = new float[rows * outputs];
                for (int row = 0; row < rows; row++)
                {
                    sample.CopyTo(batch, row * inputs);
                    units[(row * outputs) + first + row] = 1;
                }

                model.ForwardTraining(batch);
                model.Backward(units);
                ReadOnlySpan<float> gradient = model.InputGradient;
                for (int at = 0; at < rows * inputs; at++)
                {
                    jacobian[first + (at / inputs), at % inputs] = gradient[at];
                }
            }
        });
        return jacobian;
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
        BackwardRows.Check(model, input, nameof(input));
        CheckSingle(input, TModel.Info);
        double[] product = new double[TModel.Info.OutputSize];
        float[] sample = input.ToArray();
        BackwardRows.KeepingGradients(model, () =>
        {
            model.ForwardTraining(sample);
            model.Backward(new float[product.Length]);
            model.ForwardTangent(direction);
            for (int i = 0; i < product.Length; i++)
            {
                product[i] = model.OutputTangent[i];
            }
        });
        return product;
    }

    /// <summary>The singular values of a matrix, from the largest down.</summary>
    /// <param name="matrix">The matrix, such as a Jacobian.</param>
    /// <exception cref="ArgumentException">The matrix has no entries, or not only finite ones.</exception>
    public static double[] SingularValues(double[,] matrix) => [.. Require.Matrix(matrix).Svd(computeVectors: false).S];

    private static void CheckSingle(ReadOnlySpan<float> input, ModelInfo info)
    {
        if (input.Length != info.InputSize)
        {
            throw new ArgumentException($"input has {input.Length} numbers; expected {info.InputSize}, one sample of {info.Name}.", nameof(input));
        }
    }
}
