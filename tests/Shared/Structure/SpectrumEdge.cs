namespace SparseGen.Tests.Structure;

/// <summary>
/// How far from the edge of the spectrum the largest singular value of a [gamma n, n] matrix with entries of variance 1 / n is to be expected: its square is less than that
/// of the edge by about 1.2065 s, give or take 1.268 s, the mean and the deviation of the Tracy-Widom law (Johnstone 2001 for s).
/// </summary>
internal static class SpectrumEdge
{
    public static double Mean(double edge, int n, int gamma) => Math.Sqrt(edge * edge - 1.2065 * Scale(n, gamma));

    /// <summary>
    /// Four deviations of the mean of some draws, and what a formula of first order leaves out: where it moves the square of the dense limit by the share x, of the value
    /// about x^2.
    /// </summary>
    public static double Tolerance(double edge, int n, int gamma, int draws)
    {
        double dense = Spectrum.LargestSingularValue(gamma), shift = edge * edge / (dense * dense) - 1;
        return 4 * 1.268 * Scale(n, gamma) / (2 * edge) / Math.Sqrt(draws) + shift * shift * edge;
    }

    private static double Scale(int n, int gamma)
    {
        double rows = Math.Sqrt((double)gamma * n), columns = Math.Sqrt(n);
        return (rows + columns) * Math.Cbrt(1 / rows + 1 / columns) / n;
    }
}
