using SparseGen.Generators.Emission;

namespace SparseGen.Generators.Layers;

/// <summary>
/// Initial values of the factors of a product: normal with deviation sqrt(min(1, m / n) / n) for m outputs and n inputs, with which the largest singular value is about
/// sqrt(m / n) (Yang et al. 2023, arXiv 2310.17813; for each factor in Qiu et al. 2024, arXiv 2406.06248). The bounds of the factors multiply to that of the dense map.
/// </summary>
internal static class SpectralInitial
{
    /// <summary>The text of the runtime's initializer.</summary>
    public static string Of(int inputs, int outputs) => $"Initializer.Normal({Text.Of(Math.Sqrt(Math.Min(inputs, outputs)) / inputs)})";
}
