namespace SparseGen;

/// <summary>
/// A diagonal linear map with squared weights: y = (u * u - v * v) * x for each row x, all products element by element. The shape stays.
/// <c>[DiagonalLinear, FeatureSum]</c> is the diagonal linear network f(x) = &lt;u * u - v * v, x&gt; of Woodworth et al. 2020 (arXiv 2002.09277).
/// </summary>
/// <remarks>
/// The tensors <c>u</c> and <c>v</c> have a number for each element of the last dimension and start at <see cref="InitialScale"/>, so that the map
/// starts at zero. Small scales lead gradient descent to sparse maps, large ones to maps of small L2 norm.
/// </remarks>
public sealed class DiagonalLinearAttribute : LayerAttribute
{
    /// <summary>alpha, the value that all of u and v start with; 0.1 by default. Positive: at 0 the gradient is zero and nothing is ever learned.</summary>
    public float InitialScale { get; set; } = 0.1f;
}
