namespace SparseGen.Analysis;

/// <summary>What an <see cref="OptimisticTree"/> believes of the reward and how it plays.</summary>
public sealed record TreeSearchOptions
{
    /// <summary>c, the factor of the confidence radius sqrt(2 ln n / T); 1 for rewards from 0 to 1 with any noise in that range.</summary>
    public double Exploration { get; init; } = 1;

    /// <summary>nu: the reward varies by at most nu rho^h in a cell of depth h.</summary>
    public double Variation { get; init; } = 1;

    /// <summary>rho, how much less it varies one level down; between 0 and 1, exclusive.</summary>
    public double Decay { get; init; } = 0.5;

    /// <summary>
    /// n0 of truncated HOO: the radius is that of the last round from the first on, only bounds on the path are refreshed, and cells at the depth where nu rho^h is below
    /// the radius of
    /// n0 plays are played again rather than cut. Null for plain HOO, which takes the time n^2 for n rounds.
    /// </summary>
    public int? Horizon { get; init; }

    /// <summary>Whether only bounds on the path are refreshed, without a horizon, as PanoTree does.</summary>
    public bool RefreshesPathOnly { get; init; }

    /// <summary>Whether the whole box is played first; plain HOO begins with its halves.</summary>
    public bool PlaysRoot { get; init; }

    /// <summary>Whether a cell is played at its centre, for rewards without noise; else anywhere in it, all points equally likely.</summary>
    public bool PlaysCentres { get; init; }

    /// <summary>Along which axis cells are cut.</summary>
    public AxisChoice Axes { get; init; }

    /// <summary>Seed of ties, points and axes.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// For a reward on [0, 1]^D with |f(x*) - f(x)| of at most b |x* - x|^a (Bubeck, Munos, Stoltz and Szepesvari 2011, arXiv 1001.4475, example 1): rho = 2^(-a/D),
    /// nu = b (2 sqrt(D))^a.
    /// </summary>
    /// <param name="dimensions">D.</param>
    /// <param name="exponent">a.</param>
    /// <param name="factor">b.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive and finite.</exception>
    public static TreeSearchOptions ForSmoothness(int dimensions, double exponent, double factor) => new()
    {
        Decay = Math.Pow(2, -Require.Positive(exponent) / Require.AtLeast(1, dimensions)),
        Variation = Require.Positive(factor) * Math.Pow(2 * Math.Sqrt(dimensions), exponent),
    };

    /// <summary>
    /// The variant of PanoTree (arXiv 2405.17136) with the defaults of its program: centres, only the path refreshed, axes by edge lengths, c = 0.2, nu = rho = 0.5, seed
    /// 42.
    /// </summary>
    public static TreeSearchOptions PanoTree { get; } = new()
    {
        Exploration = 0.2,
        Variation = 0.5,
        Decay = 0.5,
        RefreshesPathOnly = true,
        PlaysRoot = true,
        PlaysCentres = true,
        Axes = AxisChoice.EdgeLength,
        Seed = 42,
    };

    /// <summary>The depth at which truncated HOO does not cut any more: ceil((ln(n0) / 2 - ln(1 / nu)) / ln(1 / rho)).</summary>
    internal int DeepestCut => Horizon is int horizon
        ? Math.Max(1, (int)Math.Ceiling(((0.5 * Math.Log(horizon)) + Math.Log(Variation)) / Math.Log(1 / Decay)))
        : int.MaxValue;

    internal void Check()
    {
        Require.NotNegative(Exploration);
        Require.Positive(Variation);
        if (Decay is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Decay), Decay, $"Decay is {Decay}; expected more than 0 and less than 1.");
        }

        if (Horizon is int horizon)
        {
            Require.AtLeast(2, horizon, nameof(Horizon));
        }

        if (!Enum.IsDefined(Axes))
        {
            throw new ArgumentOutOfRangeException(nameof(Axes), Axes, $"Axes is {(int)Axes}; expected a member of {nameof(AxisChoice)}.");
        }
    }
}
