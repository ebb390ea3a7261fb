using System.Numerics;

namespace SparseGen.Analysis;

/// <summary>
/// The compound Wishart model W = Z^T B Z with Z [p, d] of independent entries of variance 1/d and B [p, p] with eigenvalues b (Hayase 2018, arXiv 1804.03154).
/// Its transform solves G = 1 / (z - R(G)) with R(G) = (1/d) sum of b_i / (1 - b_i G).
/// </summary>
public sealed class CompoundWishartModel : SpectralModel
{
    private readonly double[] _eigenvalues;

    /// <summary>A model.</summary>
    /// <param name="eigenvalues">b, [p]; any sign.</param>
    /// <param name="dimension">d, at least 1.</param>
    /// <exception cref="ArgumentException">There is no eigenvalue, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is below 1.</exception>
    public CompoundWishartModel(ReadOnlySpan<double> eigenvalues, int dimension)
    {
        Require.Finite(eigenvalues, nameof(eigenvalues));
        Dimension = Require.AtLeast(1, dimension);
        _eigenvalues = eigenvalues.ToArray();
    }

    /// <summary>b, [p].</summary>
    public ReadOnlySpan<double> Eigenvalues => _eigenvalues;

    /// <summary>d, the size of W.</summary>
    public int Dimension { get; }

    /// <inheritdoc/>
    public override int ParameterCount => _eigenvalues.Length;

    /// <inheritdoc/>
    public override void CopyParametersTo(Span<double> destination) => _eigenvalues.CopyTo(destination);

    private protected override void Set(ReadOnlySpan<double> parameters) => parameters.CopyTo(_eigenvalues);

    private protected override bool IsInDomain(Complex z, Complex g) => g.Imaginary < 0;

    private protected override Complex Map(Complex z, Complex g, out Complex slope)
    {
        (Complex sum, Complex derivative) = (Complex.Zero, Complex.Zero);
        foreach (double b in _eigenvalues)
        {
            Complex ratio = b / (1 - (b * g));
            sum += ratio;
            derivative += ratio * ratio;
        }

        Complex image = 1 / (z - (sum / Dimension));
        slope = image * image * derivative / Dimension;
        return image;
    }

    // dG/db_k = G^2 / (d (1 - b_k G)^2) / (1 - F').
    private protected override void Differentiate(Complex z, Complex g, Span<Complex> gradient)
    {
        Map(z, g, out Complex slope);
        Complex factor = g * g / (Dimension * (1 - slope));
        for (int k = 0; k < gradient.Length; k++)
        {
            Complex distance = 1 - (_eigenvalues[k] * g);
            gradient[k] = factor / (distance * distance);
        }
    }
}
