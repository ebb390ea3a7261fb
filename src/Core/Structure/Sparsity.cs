namespace SparseGen;

/// <summary>Tokens and channels of a Mixer.</summary>
/// <param name="Channels">C.</param>
/// <param name="Tokens">S.</param>
public readonly record struct MixerWidth(int Channels, int Tokens)
{
    /// <summary>Effective width, m = S C.</summary>
    public long Width => (long)Channels * Tokens;
}

/// <summary>
/// How width, density and number of connections of Mixers and of sparse MLPs depend on one another (Hayase and Karakida 2024,
/// arXiv 2306.01470, section 5 and appendix D). Omega is the number of connections of a layer, on average over the layers; gamma is how
/// many times wider the hidden layers are.
/// </summary>
public static class Sparsity
{
    /// <summary>Omega of a Mixer, gamma (C S^2 + C^2 S) / 2. An S-Mixer has gamma = 1.</summary>
    /// <param name="channels">C.</param>
    /// <param name="tokens">S.</param>
    /// <param name="expansion">gamma.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive and finite.</exception>
    public static double Connections(double channels, double tokens, double expansion = 1)
    {
        Require.Positive(channels, nameof(channels));
        Require.Positive(tokens, nameof(tokens));
        Require.Positive(expansion, nameof(expansion));
        return expansion * channels * tokens * (tokens + channels) / 2;
    }

    /// <summary>Omega of a sparse MLP (SW-MLP), p gamma m^2.</summary>
    /// <param name="width">m.</param>
    /// <param name="density">p, the share of the weights that is kept.</param>
    /// <param name="expansion">gamma.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive and finite, or the density is above 1.</exception>
    public static double MaskedConnections(double width, double density, double expansion = 1)
    {
        Require.Positive(width, nameof(width));
        Require.Share(density, nameof(density));
        Require.Positive(expansion, nameof(expansion));
        return density * expansion * width * width;
    }

    /// <summary>S of the Mixer with C channels and Omega connections, (sqrt(C^2 + 8 Omega / (gamma C)) - C) / 2. C for S tokens is the same.</summary>
    /// <param name="connections">Omega.</param>
    /// <param name="channels">C.</param>
    /// <param name="expansion">gamma.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive and finite.</exception>
    public static double Tokens(double connections, double channels, double expansion = 1)
    {
        Require.Positive(connections, nameof(connections));
        Require.Positive(channels, nameof(channels));
        Require.Positive(expansion, nameof(expansion));

        // With q = sqrt(8 Omega / (gamma C)), the root less C is q^2 over their sum: no difference of neighbours, and nothing squared that could overflow.
        double root = Math.Sqrt(connections / expansion) * Math.Sqrt(8 / channels);
        return root / (double.Hypot(channels, root) + channels) * root / 2;
    }

    /// <summary>
    /// All Mixers with about Omega connections: C = 1, 2, ... with the nearest whole number of tokens, as long as that is at least 1.
    /// </summary>
    /// <param name="connections">Omega.</param>
    /// <param name="expansion">gamma.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive and finite, or there would be Mixers of more than 2^31 - 1 channels or tokens.</exception>
    public static IEnumerable<MixerWidth> Widths(double connections, double expansion = 1)
    {
        Require.Positive(connections, nameof(connections));
        Require.Positive(expansion, nameof(expansion));

        // The last Mixer has the most channels, for a number of tokens that is just rounded up to 1.
        double most = Tokens(connections, 0.5, expansion);
        if (!(most < int.MaxValue))
        {
            throw new ArgumentOutOfRangeException(
                nameof(connections), connections, $"connections is {connections}; with an expansion of {expansion} that makes up to {most:G3} channels; "
                + $"expected less than {int.MaxValue}.");
        }

        return Enumerate(connections, expansion);
    }

    /// <summary>The largest effective width with Omega connections, (Omega / gamma)^(2/3), reached at C = S = (Omega / gamma)^(1/3).</summary>
    /// <param name="connections">Omega.</param>
    /// <param name="expansion">gamma.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive and finite.</exception>
    public static double LargestWidth(double connections, double expansion = 1)
    {
        Require.Positive(connections, nameof(connections));
        Require.Positive(expansion, nameof(expansion));
        return Math.Pow(connections / expansion, 2.0 / 3.0);
    }

    /// <summary>The smallest effective width with Omega connections, (sqrt(1 + 8 Omega / gamma) - 1) / 2, reached at C = 1 or S = 1 (S.45).</summary>
    /// <param name="connections">Omega.</param>
    /// <param name="expansion">gamma.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive and finite.</exception>
    public static double SmallestWidth(double connections, double expansion = 1) => Tokens(connections, 1, expansion);

    /// <summary>gamma of a Mixer of effective width m with C channels and Omega connections, 2 Omega / (m (C + m / C)) (S.46).</summary>
    /// <param name="connections">Omega.</param>
    /// <param name="width">m.</param>
    /// <param name="channels">C.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive and finite.</exception>
    public static double Expansion(double connections, double width, double channels)
    {
        Require.Positive(connections, nameof(connections));
        Require.Positive(width, nameof(width));
        Require.Positive(channels, nameof(channels));
        return 2 * connections / (width * (channels + (width / channels)));
    }

    /// <summary>Width of a sparse MLP with Omega connections and the share p of its weights, sqrt(Omega / (gamma p)) (S.43).</summary>
    /// <param name="connections">Omega.</param>
    /// <param name="density">p.</param>
    /// <param name="expansion">gamma.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive and finite, or the density is above 1.</exception>
    public static double MaskedWidth(double connections, double density, double expansion = 1)
    {
        Require.Positive(connections, nameof(connections));
        Require.Share(density, nameof(density));
        Require.Positive(expansion, nameof(expansion));
        return Math.Sqrt(connections / (expansion * density));
    }

    /// <summary>The share p of connections that is left at width m, Omega / (gamma m^2).</summary>
    /// <param name="connections">Omega.</param>
    /// <param name="width">m.</param>
    /// <param name="expansion">gamma.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not positive and finite.</exception>
    public static double Density(double connections, double width, double expansion = 1)
    {
        Require.Positive(connections, nameof(connections));
        Require.Positive(width, nameof(width));
        Require.Positive(expansion, nameof(expansion));
        return connections / (expansion * width * width);
    }

    private static IEnumerable<MixerWidth> Enumerate(double connections, double expansion)
    {
        for (int channels = 1; ; channels++)
        {
            int tokens = (int)Math.Round(Tokens(connections, channels, expansion));
            if (tokens < 1)
            {
                yield break;
            }

            yield return new MixerWidth(channels, tokens);
        }
    }
}
