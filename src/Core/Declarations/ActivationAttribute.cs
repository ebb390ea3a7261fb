namespace SparseGen;

/// <summary>Applies a function to every element, or softmax over the last dimension; the shape stays.</summary>
/// <param name="kind">Which function.</param>
public sealed class ActivationAttribute(ActivationKind kind) : LayerAttribute
{
    /// <summary>Which function.</summary>
    public ActivationKind Kind { get; } = kind;
}
