using MathNet.Numerics;

namespace SparseGen.Analysis;

/// <summary>
/// Mean field of wide networks with phi(x) = x cut at -1 and 1 at criticality, sigma_w^2 E[phi'^2] = 1: how large weights and biases are so that the signal keeps a
/// variance from layer to layer
/// and gradients keep their length (Pennington, Schoenholz and Ganguli 2017, arXiv 1711.04735).
/// </summary>
/// <param name="Variance">q*, the variance of h.</param>
/// <exception cref="ArgumentOutOfRangeException">It is not positive and finite.</exception>
public sealed record HardTanhMeanField(double Variance)
{
    /// <summary>q*.</summary>
    public double Variance { get; } = Require.Positive(Variance);

    /// <summary>alpha, the share of units that are not cut: erf(1 / sqrt(2 q*)).</summary>
    public double Share => SpecialFunctions.Erf(1 / Math.Sqrt(2 * Variance));

    /// <summary>E[phi(h)^2], which is q of the Fisher information.</summary>
    public double SecondMoment
    {
        get
        {
            double edge = 1 / Math.Sqrt(Variance);
            double density = Math.Exp(-0.5 * edge * edge) / Math.Sqrt(2 * Math.PI);
            return (Variance * (Share - (2 * edge * density))) + 1 - Share;
        }
    }

    /// <summary>sigma_w^2 = 1 / alpha.</summary>
    public double WeightVariance => 1 / Share;

    /// <summary>sigma_b^2 = q* - sigma_w^2 E[phi(h)^2].</summary>
    public double BiasVariance => Variance - (WeightVariance * SecondMoment);
}
