namespace SparseGen.Experiments;

/// <summary>The matrices of the rank experiment and how their ranks are estimated.</summary>
/// <param name="Rows">p.</param>
/// <param name="Columns">d.</param>
/// <param name="Noise">sigma.</param>
/// <param name="Scale">gamma.</param>
/// <param name="Sparsity">xi.</param>
internal sealed record CauchyNoiseSettings(int Rows, int Columns, float Noise, float Scale, float Sparsity)
{
    /// <summary>The fewest columns whose fifths are ranks.</summary>
    public const int LeastColumns = 5;

    /// <summary>The least singular values that are not 0.</summary>
    public static IReadOnlyList<double> LeastValues { get; } = [0.05, 0.1, 0.15, 0.2, 0.3, 0.4];

    /// <summary>True ranks: a fifth of the columns to four fifths.</summary>
    public IEnumerable<int> Ranks => Enumerable.Range(1, 4).Select(fifths => fifths * Columns / 5);

    /// <summary>As settings of the experiment.</summary>
    public ExperimentSettings ToSettings()
        => new ExperimentSettings().Add("rows", Rows).Add("columns", Columns).Add("noise", Noise).Add("scale", Scale).Add("sparsity", Sparsity);
}
