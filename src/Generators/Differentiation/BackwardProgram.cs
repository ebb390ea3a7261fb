using SparseGen.Generators.IR;

namespace SparseGen.Generators.Differentiation;

/// <summary>The backward pass.</summary>
/// <param name="OutputGradient">Gradient with respect to the output: where it starts.</param>
/// <param name="InputGradient">Gradient with respect to the input.</param>
/// <param name="Main">All that the gradients of the parameters need.</param>
/// <param name="Tail">What only the gradient of the input needs; it runs when that is asked for.</param>
/// <param name="Gradients">The gradient of each value that an op of the forward pass computes.</param>
internal sealed record BackwardProgram(Value OutputGradient, Value InputGradient, Region Main, Region Tail, IReadOnlyDictionary<Value, Value> Gradients) : Unprinted;
