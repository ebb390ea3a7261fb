namespace SparseGen.Experiments;

/// <summary>The diagonal linear network f(x) = &lt;u * u - v * v, x&gt; of 1,000 features, u = v = 0.1 at the start (Woodworth et al. 2020, arXiv 2002.09277).</summary>
[Model(HessianProducts = true)]
[VectorInput(1000)]
[DiagonalLinear(InitialScale = InitialScale), FeatureSum]
internal sealed partial class DiagonalNetwork
{
    /// <summary>alpha, the value that u and v start with.</summary>
    public const float InitialScale = 0.1f;

    /// <summary>Learned numbers of u, and of v.</summary>
    public const int Features = 1000;
}
