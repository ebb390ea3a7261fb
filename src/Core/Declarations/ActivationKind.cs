namespace SparseGen;

/// <summary>Functions applied to every element.</summary>
public enum ActivationKind
{
    /// <summary>x Phi(x) with the normal distribution function Phi, the exact (erf) form (Hendrycks and Gimpel 2016, arXiv 1606.08415).</summary>
    Gelu,

    /// <summary>x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))), the approximation that JAX uses by default (arXiv 1606.08415).</summary>
    GeluTanh,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>max(x, 0)^2 (So et al. 2021, Primer, arXiv 2109.08668).</summary>
    SquaredRelu,

    /// <summary>x itself: no activation.</summary>
    None,
}
