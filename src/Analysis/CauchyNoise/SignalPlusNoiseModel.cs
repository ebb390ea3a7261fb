using System.Numerics;

namespace SparseGen.Analysis;

/// <summary>
/// The signal-plus-noise (information plus noise) model W = (A + sigma Z)^T (A + sigma Z), with A [p, d] of singular values a and Z [p, d] of independent entries
/// of variance 1/d (Hayase 2018, arXiv 1804.03154).
/// </summary>
/// <remarks>
/// The paper's subordination of 2 x 2 matrices (W_1 = w - sigma^2 (p/d) G_2 and W_2 = w - sigma^2 G_1 with w^2 = z) comes down to one equation, that of Dozier and Silverstein
/// (2007): with t = 1 - sigma^2 G, G = (1/d) sum over k of 1 / (z t - sigma^2 (p/d - 1) - a_k^2 / t). It has the same solution, needs no root of z, and an evaluation
/// takes O(d).
/// </remarks>
public sealed class SignalPlusNoiseModel : SpectralModel
{
    private readonly double[] _singularValues;
    private double _noise;

    /// <summary>A model.</summary>
    /// <param name="singularValues">a, [d]; their signs do not matter.</param>
    /// <param name="noise">sigma; its sign does not matter.</param>
    /// <param name="rows">p, at least d.</param>
    /// <exception cref="ArgumentException">There is no singular value, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The noise is not finite, or there are fewer rows than singular values.</exception>
    public SignalPlusNoiseModel(ReadOnlySpan<double> singularValues, double noise, int rows)
    {
        Require.Finite(singularValues, nameof(singularValues));
        _noise = Require.Finite(noise);
        Rows = Require.AtLeast(singularValues.Length, rows);
        _singularValues = singularValues.ToArray();
    }

    /// <summary>a, [d].</summary>
    public ReadOnlySpan<double> SingularValues => _singularValues;

    /// <summary>sigma.</summary>
    public double Noise => _noise;

    /// <summary>p.</summary>
    public int Rows { get; }

    /// <summary>d, the size of W.</summary>
    public int Dimension => _singularValues.Length;

    /// <summary>d + 1: the singular values, and sigma as the last.</summary>
    public override int ParameterCount => _singularValues.Length + 1;

    /// <inheritdoc/>
    public override void CopyParametersTo(Span<double> destination)
    {
        _singularValues.CopyTo(destination);
        destination[Dimension] = _noise;
    }

    private double Excess => ((double)Rows / Dimension) - 1;

    private protected override void Set(ReadOnlySpan<double> parameters)
    {
        parameters[..Dimension].CopyTo(_singularValues);
        _noise = parameters[Dimension];
    }

    private protected override bool IsInDomain(Complex z, Complex g) => g.Imaginary < 0 && (z * g).Imaginary < 0;

    private protected override Complex Map(Complex z, Complex g, out Complex slope)
    {
        double variance = _noise * _noise;
        Complex t = 1 - (variance * g);
        (Complex inverse, Complex shifted) = (1 / t, (z * t) - (variance * Excess));
        Complex squaredInverse = inverse * inverse;
        (Complex sum, Complex derivative) = (Complex.Zero, Complex.Zero);
        foreach (double a in _singularValues)
        {
            double square = a * a;
            Complex term = 1 / (shifted - (square * inverse));
            sum += term;
            derivative += term * term * (z + (square * squaredInverse));
        }

        slope = variance * derivative / Dimension;
        return sum / Dimension;
    }

    private protected override void Differentiate(Complex z, Complex g, Span<Complex> gradient)
    {
        double variance = _noise * _noise;
        Complex t = 1 - (variance * g);
        (Complex inverse, Complex shifted) = (1 / t, (z * t) - (variance * Excess));
        Map(z, g, out Complex slope);
        Complex factor = 2 / (Dimension * (1 - slope));
        Complex byNoise = Complex.Zero;
        for (int k = 0; k < Dimension; k++)
        {
            double a = _singularValues[k];
            Complex term = 1 / (shifted - (a * a * inverse));
            Complex square = term * term;
            gradient[k] = factor * square * a * inverse;
            byNoise += square * ((g * (z + (a * a * inverse * inverse))) + Excess);
        }

        gradient[Dimension] = factor * _noise * byNoise;
    }
}
