using System.Numerics;

namespace SparseGen.Analysis;

/// <summary>
/// Fits a spectral model to the eigenvalues of one matrix: each step takes an eigenvalue, adds noise of the Cauchy distribution and goes down the gradient of the
/// <see cref="CauchyNoiseLoss"/> by Adam (Hayase 2018, arXiv 1804.03154). Passes over the eigenvalues are shuffled.
/// </summary>
public static class CauchyNoiseFit
{
    private const int PassesOfSquare = 400;

    // What is over the edge is put a little inside, so that it is not there again with the next step (the author's programs).
    private const double EdgeFactor = 1.01, InsideFactor = 0.98;
    private const double LargestEigenvalue = 1 - 1e-3;

    /// <summary>Fits a compound Wishart model; its eigenvalues are kept below 1 in absolute value.</summary>
    /// <param name="model">The model, at its outset; afterwards at what was found.</param>
    /// <param name="eigenvalues">The matrix's eigenvalues, [d].</param>
    /// <param name="options">How.</param>
    /// <param name="afterPass">Called after each pass with its number from 1; may end the fit by throwing.</param>
    /// <returns>The mean loss of each pass.</returns>
    /// <exception cref="ArgumentException">There are not d eigenvalues, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static IReadOnlyList<double> Run(
        CompoundWishartModel model, ReadOnlySpan<double> eigenvalues, CauchyNoiseOptions options, Action<int>? afterPass = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckSpectrum(eigenvalues, model.Dimension);
        return Run(model, model.ParameterCount, eigenvalues, options, sparsity: null, static (parameters, _) =>
        {
            foreach (ref double b in parameters)
            {
                b = Math.Clamp(b, -LargestEigenvalue, LargestEigenvalue);
            }
        }, afterPass);
    }

    /// <summary>
    /// Fits a signal-plus-noise model: singular values, with an L1 penalty, and noise; none of them gets larger than 1.01 times the matrix's largest singular value.
    /// </summary>
    /// <param name="model">The model, at its outset; afterwards at what was found.</param>
    /// <param name="eigenvalues">Eigenvalues of the matrix's square, that is its squared singular values, [d]; not negative.</param>
    /// <param name="options">How.</param>
    /// <param name="afterPass">Called after each pass with its number from 1; may end the fit by throwing.</param>
    /// <returns>The mean loss of each pass, without the penalty.</returns>
    /// <exception cref="ArgumentException">There are not d eigenvalues, or one is negative or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static IReadOnlyList<double> Run(
        SignalPlusNoiseModel model, ReadOnlySpan<double> eigenvalues, CauchyNoiseOptions options, Action<int>? afterPass = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        CheckSpectrum(eigenvalues, model.Dimension);
        double largest = 0;
        foreach (double eigenvalue in eigenvalues)
        {
            if (eigenvalue < 0)
            {
                throw new ArgumentException($"An eigenvalue is {eigenvalue}; expected squares of singular values, which are not negative.", nameof(eigenvalues));
            }

            largest = Math.Max(largest, eigenvalue);
        }

        return Run(model, model.Rows, eigenvalues, options, sparsity: model.Dimension, static (parameters, largest) =>
        {
            double edge = EdgeFactor * Math.Sqrt(largest);
            foreach (ref double value in parameters)
            {
                value = Math.Abs(value) > edge ? InsideFactor * edge : value;
            }
        }, afterPass, largest);
    }

    private delegate void Constraint(Span<double> parameters, double largest);

    /// <param name="model">The model.</param>
    /// <param name="rows">p.</param>
    /// <param name="eigenvalues">The eigenvalues, [d].</param>
    /// <param name="options">How.</param>
    /// <param name="sparsity">How many parameters are penalised, the first ones; null for none.</param>
    /// <param name="constrain">Puts parameters right after a step.</param>
    /// <param name="afterPass">Called after each pass.</param>
    /// <param name="largest">The largest eigenvalue, for the constraint.</param>
    private static List<double> Run(
        SpectralModel model,
        int rows,
        ReadOnlySpan<double> eigenvalues,
        CauchyNoiseOptions options,
        int? sparsity,
        Constraint constrain,
        Action<int>? afterPass,
        double largest = 0)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        int steps = options.Steps ?? (PassesOfSquare * rows);
        var random = new CounterRandom(options.Seed, "cauchy noise");
        var adam = new AdamSteps(model.ParameterCount, options.LearningRate);
        double[] parameters = new double[model.ParameterCount], gradient = new double[model.ParameterCount];
        double[] order = eigenvalues.ToArray();
        model.CopyParametersTo(parameters);
        var losses = new List<double>();
        double sum = 0;
        for (int step = 0; step < steps; step++)
        {
            int place = step % order.Length;
            int drawn = place + random.NextInt32(order.Length - place);
            (order[place], order[drawn]) = (order[drawn], order[place]);
            sum += Draw(model, order[place], options, random, gradient);
            for (int k = 0; k < sparsity; k++)
            {
                gradient[k] += options.Sparsity * Math.Sign(parameters[k]);
            }

            adam.Step(parameters, gradient);
            constrain(parameters, largest);
            model.SetParameters(parameters);
            if (place == order.Length - 1 || step == steps - 1)
            {
                losses.Add(sum / (place + 1));
                sum = 0;
                afterPass?.Invoke(losses.Count);
            }
        }

        return losses;
    }

    // The mean loss of an eigenvalue over draws of the noise, and its gradient.
    private static double Draw(SpectralModel model, double eigenvalue, CauchyNoiseOptions options, CounterRandom random, double[] gradient)
    {
        Complex[] derivatives = new Complex[gradient.Length];
        double[] drawn = new double[gradient.Length];
        double sum = 0;
        Array.Clear(gradient);
        for (int draw = 0; draw < options.Draws; draw++)
        {
            double noise = options.Scale * Math.Tan(Math.PI * (random.NextDouble() - 0.5));
            sum += CauchyNoiseLoss.Finish(model.Follow(new Complex(eigenvalue + noise, options.Scale), derivatives), derivatives, drawn);
            for (int k = 0; k < gradient.Length; k++)
            {
                gradient[k] += drawn[k] / options.Draws;
            }
        }

        return sum / options.Draws;
    }

    private static void CheckSpectrum(ReadOnlySpan<double> eigenvalues, int dimension)
    {
        if (eigenvalues.Length != dimension)
        {
            throw new ArgumentException($"There are {eigenvalues.Length} eigenvalues; expected {dimension}, the dimension of the model.", nameof(eigenvalues));
        }

        Require.Finite(eigenvalues, nameof(eigenvalues));
    }
}
