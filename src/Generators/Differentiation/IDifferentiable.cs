namespace SparseGen.Generators.Differentiation;

/// <summary>An op of the forward pass: it has a rule for reverse mode.</summary>
internal interface IDifferentiable
{
    /// <summary>Adds the vector-Jacobian product: from the gradient of the outputs to that of the inputs.</summary>
    void Vjp(GradientBuilder gradients);
}
