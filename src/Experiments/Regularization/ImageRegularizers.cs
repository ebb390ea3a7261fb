namespace SparseGen.Experiments;

/// <summary>What is compared on images, a row of the table each.</summary>
internal static class ImageRegularizers
{
    private static readonly float[] Gammas = [0.02f, 0.1f];
    private static readonly float[] Epsilons = [0.01f, 0.05f, 0.2f];
    private static readonly float[] Radii = [0.05f, 0.1f];

    /// <summary>No regularisation, SAM, exact products, then finite differences on a grid.</summary>
    public static IReadOnlyList<Regularizer> All { get; } =
        [Regularizer.None, .. Radii.Select(Regularizer.Sam), .. Gammas.Select(Regularizer.WithoutDifferences), .. Regularizer.Grid(Gammas, Epsilons)];

    /// <summary>One of each method, for timing: numbers do not change the time.</summary>
    public static IReadOnlyList<Regularizer> Timed { get; } =
    [
        Regularizer.None, Regularizer.Sam(Radii[0]),
        new(Regularizer.Forward, Gammas[0], Epsilons[0]), new(Regularizer.Backward, Gammas[0], Epsilons[0]), new(Regularizer.Centered, Gammas[0], Epsilons[0]),
        Regularizer.WithoutDifferences(Gammas[0]),
    ];
}
