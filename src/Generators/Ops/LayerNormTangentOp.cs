using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The tangent of layer norm, y = n weight + bias with n = (x - mean) / deviation: y' = n' weight + n weight' + bias', where
/// n' = (x' - mean(x') - n mean(n x')) / deviation.
/// </summary>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="inputs">x, weight, x', weight' and bias', if there is one.</param>
/// <param name="output">y'.</param>
internal sealed class LayerNormTangentOp(float epsilon, IReadOnlyList<Value> inputs, Value output) : Op(inputs, [output]), IRepeatable
{
    private Value? BiasTangent => Inputs.Count > 4 ? Inputs[4] : null;

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new LayerNormTangentOp(epsilon, inputs, outputs[0]);

    public override void Emit(EmissionContext context) => context.Call("LayerNorm.ForwardTangent", [BiasTangent is not null], [
        .. Inputs.Take(4).Select(context.Ref), context.RefOrNothing(BiasTangent), context.Ref(Output),
        EmissionContext.Rows(Output.Shape.Rows), Text.Of(Output.Shape.Last), Text.Of(epsilon),
    ]);
}
