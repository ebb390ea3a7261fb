namespace SparseGen;

/// <summary>
/// The largest singular value of linear maps when training starts (the comparison of Mixers and sparse MLPs in Hayase and Karakida 2024,
/// arXiv 2306.01470). All formulas are for a matrix W [gamma n, n], or its transpose, of independent entries of variance 1/n, and hold as n grows.
/// </summary>
/// <remarks>
/// The layers here start by Xavier's rule as in timm, with entries of variance 2 / ((1 + gamma) n) instead: multiply by sqrt(2 / (1 + gamma)),
/// which is 1 for square maps. Singular values of I kron W, W kron I and of permuted maps J2 (I kron W) J1 are those of W, each repeated, so
/// that the effective weights of a Mixer layer have the largest singular value of W.
/// </remarks>
public static class Spectrum
{
    /// <summary>Kurtosis of the normal distribution, the fourth moment over the square of the second.</summary>
    public const double NormalKurtosis = 3;

    /// <summary>Kurtosis of the uniform distribution, from which Xavier's rule draws.</summary>
    public const double UniformKurtosis = 1.8;

    /// <summary>1 + sqrt(gamma): a dense map, and with it a Mixer layer (Geman 1980, "A limit theorem for the norm of random matrices").</summary>
    /// <param name="expansion">gamma, how many times more outputs than inputs there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">gamma is not positive and finite.</exception>
    public static double LargestSingularValue(double expansion = 1)
    {
        Require.Positive(expansion, nameof(expansion));
        return 1 + Math.Sqrt(expansion);
    }

    /// <summary>
    /// sqrt(L+) of a sparse map (SW-MLP) that keeps the share p of its entries, scaled up by 1 / sqrt(p), with
    /// L+ = c^2 + c^2 (k - 3 p) / (sqrt(gamma) p n) and c = 1 + sqrt(gamma). With Omega = p gamma n^2 fixed it grows with the width n.
    /// </summary>
    /// <remarks>
    /// The edge of the spectrum moves by the fourth cumulant of the entries, (k - 3 p) / (p n^2), here to first order (Hwang, Lee and Schnelli 2019, arXiv
    /// 1806.03186). The paper writes c^2 + 3 c^2 sqrt(gamma) (1 - p) / q^2 for normal entries; that is the same where q^2 = p gamma n counts the entries
    /// that are kept along the longer side. Read with q^2 = p n, as the paper's own numbers are, it is too large for gamma above 1: draws tell.
    /// </remarks>
    /// <param name="width">n, the smaller side.</param>
    /// <param name="density">p.</param>
    /// <param name="expansion">gamma.</param>
    /// <param name="kurtosis">k, of the kept entries.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, the density not above 0 and at most 1, or the kurtosis below 1.</exception>
    public static double LargestSingularValueOfMasked(
        double width, double density, double expansion = 1, double kurtosis = NormalKurtosis)
    {
        Require.Positive(width, nameof(width));
        Require.Share(density, nameof(density));
        double dense = LargestSingularValue(expansion);
        if (!(kurtosis >= 1) || double.IsInfinity(kurtosis))
        {
            throw new ArgumentOutOfRangeException(nameof(kurtosis), kurtosis, $"kurtosis is {kurtosis}; expected at least 1, as every distribution has.");
        }

        return dense * Math.Sqrt(1 + ((kurtosis - (3 * density)) / (Math.Sqrt(expansion) * density * width)));
    }
}
