using SparseGen.Analysis;

namespace SparseGen.Tool.Inspection;

/// <summary>The spectrum of a weight in a report.</summary>
/// <param name="Name">Name of the tensor.</param>
/// <param name="Rows">Outputs.</param>
/// <param name="Columns">Inputs.</param>
/// <param name="SingularValues">From the largest down.</param>
/// <param name="Edge">The largest singular value of a random matrix like it; 0 where all entries are 0.</param>
/// <param name="ShareAbove">Share of the singular values above the edge.</param>
/// <param name="StableRank">The sum of squares by the largest square.</param>
internal sealed record WeightReport(string Name, int Rows, int Columns, IReadOnlyList<double> SingularValues, double Edge, double ShareAbove, double StableRank)
{
    /// <summary>That of a spectrum.</summary>
    public static WeightReport Of(WeightSpectrum spectrum) => new(
        spectrum.Name, spectrum.Rows, spectrum.Columns, spectrum.SingularValues, spectrum.Law is { } law ? Math.Sqrt(law.Upper) : 0, spectrum.ShareAbove, spectrum.StableRank);
}
