using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>The gradient of what scales rows: gradient += sum over the rows of outputGradient input.</summary>
internal sealed class ScaleGradientOp(Value outputGradient, Value input, Value gradient) : Op([outputGradient, input], [gradient]), ILinearizable, IRepeatable
{
    private Value OutputGradient => Inputs[0];

    private Value Input => Inputs[1];

    /// <summary>Linear in both: a term each, added up where the gradient is.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        if (tangents.Tangent(OutputGradient) is { } gradientTangent)
        {
            tangents.Append(new ScaleGradientOp(gradientTangent, tangents.Primal(Input), Output));
        }

        if (tangents.Tangent(Input) is { } tangent)
        {
            tangents.Append(new ScaleGradientOp(tangents.Primal(OutputGradient), tangent, Output));
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ScaleGradientOp(inputs[0], inputs[1], outputs[0]);

    public override void Emit(EmissionContext context)
    {
        (int rows, int features) = (Input.Shape.Rows, Input.Shape.Last);
        context.AddsToGradient(features, rows);
        context.Call("Scale.AddGradient", [], context.Ref(OutputGradient), context.Ref(Input), context.Ref(Output), EmissionContext.Rows(rows), Text.Of(features));
    }
}
