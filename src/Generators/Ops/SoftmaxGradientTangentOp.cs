using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The tangent of dx = y (dy - s) with s = sum(dy y), where y is a softmax over the last dimension or the tokens: dx' = y' (dy - s) + y (dy' - s') with s' = sum(dy' y + dy y').
/// </summary>
/// <param name="inputs">dy, y, dy' and y'.</param>
/// <param name="output">dx'.</param>
/// <param name="overTokens">Along which dimension.</param>
internal sealed class SoftmaxGradientTangentOp(IReadOnlyList<Value> inputs, Value output, bool overTokens) : Op(inputs, [output]), IRepeatable
{
    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new SoftmaxGradientTangentOp(inputs, outputs[0], overTokens);

    public override void Emit(EmissionContext context) => SoftmaxOp.Call(context, "BackwardTangent", [.. Inputs, Output], overTokens);
}
