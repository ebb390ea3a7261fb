namespace SparseGen;

/// <summary>Finds the matrix of a model from outside, by what the model makes of some inputs.</summary>
internal static class MatrixProbe
{
    private const int Batch = 64, Probes = 8;

    /// <summary>
    /// Share of the sum of |terms| that rounding may make of an output: sums of up to 2^12 products in single precision through a few layers. Whatever is not
    /// linear and smaller than this is lost in rounding anyway.
    /// </summary>
    private const double Rounding = 1e-5;

    /// <summary>Fills in the columns: the images of the unit vectors less that of zero.</summary>
    /// <returns>The image of zero.</returns>
    public static float[] Fill<TModel>(TModel model, double[,] matrix)
        where TModel : class, IInferenceModel<TModel>
    {
        (int outputs, int inputs) = (matrix.GetLength(0), matrix.GetLength(1));
        float[] offset = new float[outputs];
        model.Forward(new float[inputs], offset);
        for (int first = 0; first < inputs; first += Batch)
        {
            int count = Math.Min(Batch, inputs - first);
            float[] units = new float[count * inputs];
            float[] images = new float[count * outputs];
            for (int i = 0; i < count; i++)
            {
                units[(i * inputs) + first + i] = 1;
            }

            model.Forward(units, images);
            for (int i = 0; i < count; i++)
            {
                for (int row = 0; row < outputs; row++)
                {
                    matrix[row, first + i] = (double)images[(i * outputs) + row] - offset[row];
                }
            }
        }

        return offset;
    }

    /// <summary>Refuses a model that makes something else of random inputs than matrix times input, plus what it makes of zero.</summary>
    public static void Check<TModel>(TModel model, double[,] matrix, float[] offset)
        where TModel : class, IInferenceModel<TModel>
    {
        (int outputs, int inputs) = (matrix.GetLength(0), matrix.GetLength(1));
        var random = new CounterRandom(0, "probe");
        float[] input = new float[inputs];
        float[] output = new float[outputs];
        for (int probe = 0; probe < Probes; probe++)
        {
            foreach (ref float value in input.AsSpan())
            {
                value = (float)random.NextNormal();
            }

            model.Forward(input, output);
            for (int row = 0; row < outputs; row++)
            {
                (double expected, double size) = (offset[row], 1e-30 + Math.Abs(offset[row]));
                for (int column = 0; column < inputs; column++)
                {
                    double term = matrix[row, column] * input[column];
                    (expected, size) = (expected + term, size + Math.Abs(term));
                }

                if (!(Math.Abs(expected - output[row]) <= Rounding * size))
                {
                    throw new ArgumentException(
                        $"{TModel.Info.Name} is not linear: output {row} of an input is {output[row]}, where its matrix gives {expected}; "
                        + "expected a model without activations and layer norms.",
                        nameof(model));
                }
            }
        }
    }
}
