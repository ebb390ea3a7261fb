namespace SparseGen.Generators.Differentiation;

/// <summary>
/// An op with a rule for forward mode. Those of the backward pass have one too, so that Hessian-vector products exist for every layer: the tangent of a gradient is that product.
/// </summary>
internal interface ILinearizable
{
    /// <summary>Adds the Jacobian-vector product: from the tangents of the inputs to those of the outputs. Only asked where some input has one.</summary>
    void Jvp(TangentBuilder tangents);
}
