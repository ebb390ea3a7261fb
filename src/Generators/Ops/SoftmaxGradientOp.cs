using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>dx = y (dy - sum(dy y)) over the last dimension, or over the tokens, where y is the softmax of x.</summary>
internal sealed class SoftmaxGradientOp(Value outputGradient, Value softmax, Value inputGradient, bool overTokens)
    : Op([outputGradient, softmax], [inputGradient]), ILinearizable, IRepeatable
{
    private Value OutputGradient => Inputs[0];

    private Value Softmax => Inputs[1];

    /// <summary>Where y does not move, the op is linear.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        Value gradientTangent = tangents.TangentOrZero(OutputGradient);
        tangents.Append(tangents.Tangent(Softmax) is { } tangent
            ? new SoftmaxGradientTangentOp([tangents.Primal(OutputGradient), tangents.Primal(Softmax), gradientTangent, tangent], tangents.NewTangent(Output), overTokens)
            : new SoftmaxGradientOp(gradientTangent, tangents.Primal(Softmax), tangents.NewTangent(Output), overTokens));
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new SoftmaxGradientOp(inputs[0], inputs[1], outputs[0], overTokens);

    public override void Emit(EmissionContext context) => SoftmaxOp.Call(context, "Backward", [.. Inputs, Output], overTokens);
}
