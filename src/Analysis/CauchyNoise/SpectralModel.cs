using System.Numerics;

namespace SparseGen.Analysis;

/// <summary>
/// A family of distributions on the real line: the free deterministic equivalent of a random matrix's eigenvalues, known by its Cauchy transform
/// G(z) = integral of 1 / (z - x). It solves a fixed-point equation G = F(G) in the upper half plane of z.
/// </summary>
/// <remarks>
/// Each model's F is analytic and maps a domain of G (the lower half plane, for positive matrices also with Im zG below 0) into a bounded part of itself, so that it has exactly
/// one fixed point there (Earle and Hamilton 1970; Helton, Rashidi Far and Speicher 2007, arXiv math/0703510). Any method that finds a fixed point in the domain finds
/// the transform: Newton's steps are taken where they stay in it and damped steps elsewhere.
/// </remarks>
public abstract class SpectralModel
{
    /// <summary>After so many Newton steps only damped ones are taken, which cannot go in circles.</summary>
    private const int NewtonSteps = 60;

    private const int DampedSteps = 100_000;

    // Rounding of a sum of some hundred terms: F is not known better than that.
    private const double Tolerance = 4e-15;

    private Complex _last = Complex.NaN;

    private protected SpectralModel()
    {
    }

    /// <summary>How many parameters the model has.</summary>
    public abstract int ParameterCount { get; }

    /// <summary>The parameters as one vector.</summary>
    /// <param name="destination">[<see cref="ParameterCount"/>].</param>
    public abstract void CopyParametersTo(Span<double> destination);

    /// <summary>Sets the parameters.</summary>
    /// <param name="parameters">[<see cref="ParameterCount"/>], finite.</param>
    /// <exception cref="ArgumentException">The length does not fit, or one is not finite.</exception>
    public void SetParameters(ReadOnlySpan<double> parameters)
    {
        CheckLength(parameters.Length, nameof(parameters));
        Require.Finite(parameters, nameof(parameters));
        Set(parameters);
    }

    /// <summary>The Cauchy transform at a point.</summary>
    /// <param name="z">The point; imaginary part positive.</param>
    /// <exception cref="ArgumentException">The point is not finite or not in the upper half plane.</exception>
    public Complex CauchyTransform(Complex z)
    {
        CheckPoint(z);
        return Solve(z, Outset(z));
    }

    /// <summary>The Cauchy transform at a point, with its derivatives by the parameters.</summary>
    /// <param name="z">The point; imaginary part positive.</param>
    /// <param name="gradient">The derivatives, [<see cref="ParameterCount"/>].</param>
    /// <exception cref="ArgumentException">The point is not finite or not in the upper half plane, or the length does not fit.</exception>
    public Complex CauchyTransform(Complex z, Span<Complex> gradient)
    {
        CheckPoint(z);
        CheckLength(gradient.Length, nameof(gradient));
        Complex transform = Solve(z, Outset(z));
        Differentiate(z, transform, gradient);
        return transform;
    }

    /// <summary>The density at x after convolution with the Cauchy distribution of a scale: -Im G(x + i scale) / pi.</summary>
    /// <param name="x">Where, finite.</param>
    /// <param name="scale">gamma, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, or the scale not positive.</exception>
    public double Density(double x, double scale)
        => -CauchyTransform(new Complex(Require.Finite(x), Require.Positive(scale))).Imaginary / Math.PI;

    /// <summary>As the transform with derivatives, from the last result on: for training, whose points follow each other with nearly the same parameters.</summary>
    internal Complex Follow(Complex z, Span<Complex> gradient)
    {
        Complex transform = Solve(z, IsInDomain(z, _last) ? _last : Outset(z));
        _last = transform;
        Differentiate(z, transform, gradient);
        return transform;
    }

    /// <summary>F(G).</summary>
    /// <param name="z">The point.</param>
    /// <param name="g">G, in the domain.</param>
    /// <param name="slope">dF/dG.</param>
    private protected abstract Complex Map(Complex z, Complex g, out Complex slope);

    /// <summary>Whether G may be a value of the transform.</summary>
    private protected abstract bool IsInDomain(Complex z, Complex g);

    /// <summary>The derivatives of the transform by the parameters, by the implicit function theorem.</summary>
    private protected abstract void Differentiate(Complex z, Complex g, Span<Complex> gradient);

    /// <summary>Sets the parameters, which are finite and as many as there are.</summary>
    private protected abstract void Set(ReadOnlySpan<double> parameters);

    // Between the two edges of the domain: with z = r exp(i phi) its argument lies in the middle of (-pi, -phi).
    private static Complex Outset(Complex z) => -Complex.ImaginaryOne / (Complex.Sqrt(z) * Math.Sqrt(Complex.Abs(z)));

    private Complex Solve(Complex z, Complex g)
    {
        for (int step = 0; step < DampedSteps; step++)
        {
            Complex image = Map(z, g, out Complex slope);
            Complex change = image - g;
            if (Complex.Abs(change) <= Tolerance * Complex.Abs(image))
            {
                return image;
            }

            Complex newton = g + (change / (1 - slope));
            bool isNewton = step < NewtonSteps && IsInDomain(z, newton);
            if (isNewton && Complex.Abs(newton - g) <= Tolerance * Complex.Abs(newton))
            {
                return newton;
            }

            g = isNewton ? newton : g + (0.5 * change);
        }

        throw new ArithmeticException($"The Cauchy transform at {z} was not found in {DampedSteps} steps; take a point farther from the real line.");
    }

    private void CheckLength(int length, string name)
    {
        if (length != ParameterCount)
        {
            throw new ArgumentException($"{name} has {length} numbers; expected {ParameterCount}, one for each parameter.", name);
        }
    }

    private static void CheckPoint(Complex z)
    {
        if (!Complex.IsFinite(z) || z.Imaginary <= 0)
        {
            throw new ArgumentException($"z is {z}; expected a finite number with a positive imaginary part.", nameof(z));
        }
    }
}
