namespace SparseGen;

/// <summary>How <see cref="GradientRegularization"/> finds H g, the product of the Hessian of the loss and its gradient.</summary>
public enum GradientScheme
{
    /// <summary>(g(p + epsilon g) - g(p)) / epsilon; two gradients a step, error O(epsilon).</summary>
    Forward,

    /// <summary>(g(p) - g(p - epsilon g)) / epsilon; two gradients a step, error O(epsilon).</summary>
    Backward,

    /// <summary>(g(p + epsilon g) - g(p - epsilon g)) / (2 epsilon); three gradients a step, error O(epsilon^2).</summary>
    Centered,

    /// <summary>
    /// The Hessian-vector product itself, by differentiating the generated backward pass (Pearlmutter 1994, "Fast exact multiplication by the Hessian"); epsilon is
    /// not used. For models that are declared with <see cref="ModelAttribute.HessianProducts"/>.
    /// </summary>
    Exact,
}
