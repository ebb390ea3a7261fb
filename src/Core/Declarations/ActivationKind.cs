namespace SparseGen;

/// <summary>Functions applied to every element, and softmax.</summary>
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

    /// <summary>x s(x) with the logistic function s(x) = 1 / (1 + e^-x); also called swish (Elfwing et al. 2017, arXiv 1702.03118).</summary>
    Silu,

    /// <summary>The logistic function, 1 / (1 + e^-x).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x where it is positive, x / 100 elsewhere (Maas et al. 2013, Rectifier nonlinearities improve neural network acoustic models).</summary>
    LeakyRelu,

    /// <summary>x moved to the nearer end of [-1, 1] where it is outside.</summary>
    HardTanh,

    /// <summary>ln(1 + e^x).</summary>
    Softplus,

    /// <summary>
    /// e^x / sum(e^x) over the last dimension: the numbers of a row become positive and add up to 1. It is for <see cref="ActivationAttribute"/> and layers that map the last
    /// dimension; those that mix tokens or permute refuse it.
    /// </summary>
    Softmax,
}
