using System.Numerics;

namespace SparseGen.Analysis;

/// <summary>
/// The Cauchy noise loss of an eigenvalue under a spectral model: the negative logarithm of the model's density after convolution with the Cauchy distribution of scale gamma,
/// l(x) = -log(-Im G(x + i gamma) / pi) (Hayase 2018, arXiv 1804.03154). Cauchy noise on the eigenvalue and the imaginary part of z are the same convolution.
/// </summary>
public static class CauchyNoiseLoss
{
    /// <summary>The loss.</summary>
    /// <param name="model">The model.</param>
    /// <param name="x">The eigenvalue, with noise.</param>
    /// <param name="scale">gamma.</param>
    /// <exception cref="ArgumentOutOfRangeException">The eigenvalue is not finite, or the scale not positive.</exception>
    public static double Evaluate(SpectralModel model, double x, double scale)
    {
        ArgumentNullException.ThrowIfNull(model);
        return -Math.Log(model.Density(x, scale));
    }

    /// <summary>The loss and its derivatives by the model's parameters, Im dG / -Im G.</summary>
    /// <param name="model">The model.</param>
    /// <param name="x">The eigenvalue, with noise.</param>
    /// <param name="scale">gamma.</param>
    /// <param name="gradient">The derivatives, [<see cref="SpectralModel.ParameterCount"/>].</param>
    /// <exception cref="ArgumentOutOfRangeException">The eigenvalue is not finite, or the scale not positive.</exception>
    /// <exception cref="ArgumentException">The gradient has another length.</exception>
    public static double Evaluate(SpectralModel model, double x, double scale, Span<double> gradient)
    {
        ArgumentNullException.ThrowIfNull(model);
        Complex[] derivatives = new Complex[gradient.Length];
        Complex transform = model.CauchyTransform(new Complex(Require.Finite(x), Require.Positive(scale)), derivatives);
        return Finish(transform, derivatives, gradient);
    }

    /// <summary>The loss of a transform.</summary>
    internal static double Finish(Complex transform, ReadOnlySpan<Complex> derivatives, Span<double> gradient)
    {
        for (int k = 0; k < gradient.Length; k++)
        {
            gradient[k] = derivatives[k].Imaginary / -transform.Imaginary;
        }

        return -Math.Log(-transform.Imaginary / Math.PI);
    }
}
