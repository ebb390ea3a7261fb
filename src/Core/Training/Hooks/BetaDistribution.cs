namespace SparseGen;

/// <summary>Random numbers of the symmetric beta distribution.</summary>
internal static class BetaDistribution
{
    /// <summary>A number of Beta(alpha, alpha), as X / (X + Y) with X and Y of the gamma distribution.</summary>
    /// <param name="alpha">Greater than 0.</param>
    /// <param name="random">Where it is drawn from.</param>
    /// <remarks>In logarithms: with a small alpha both X and Y may be too small for a double.</remarks>
    public static double Sample(double alpha, CounterRandom random)
    {
        double own = LogGamma(alpha, random);
        double other = LogGamma(alpha, random);
        return 1 / (1 + Math.Exp(other - own));
    }

    /// <summary>
    /// The logarithm of a number of Gamma(alpha, 1) (Marsaglia and Tsang 2000, "A simple method for generating gamma variables"); for alpha below 1 by
    /// their note that Gamma(alpha) is Gamma(alpha + 1) U^(1 / alpha).
    /// </summary>
    private static double LogGamma(double alpha, CounterRandom random)
    {
        double boost = 0;
        if (alpha < 1)
        {
            boost = Math.Log(random.NextPositive()) / alpha;
            alpha += 1;
        }

        double d = alpha - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = random.NextNormal();
            double root = 1 + (c * normal);
            if (root <= 0)
            {
                continue;
            }

            double cube = root * root * root;
            if (Math.Log(random.NextPositive()) < (0.5 * normal * normal) + (d * (1 - cube + Math.Log(cube))))
            {
                return Math.Log(d * cube) + boost;
            }
        }
    }
}
