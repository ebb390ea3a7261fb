using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>The gradient of a <see cref="DepthwiseOp"/>'s weight: gradient[c, tap] += the sum over the places of outputGradient[y, x, c] times what the window sees.</summary>
internal sealed class DepthwiseGradientOp(Window window, Value outputGradient, Value input, Value gradient) : Op([outputGradient, input], [gradient]), ILinearizable, IRepeatable
{
    private Value OutputGradient => Inputs[0];

    private Value Input => Inputs[1];

    public override bool AddsInParts => true;

    /// <summary>Linear in both: a term each, added up where the gradient is.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        if (tangents.Tangent(OutputGradient) is { } gradientTangent)
        {
            tangents.Append(new DepthwiseGradientOp(window, gradientTangent, tangents.Primal(Input), Output));
        }

        if (tangents.Tangent(Input) is { } tangent)
        {
            tangents.Append(new DepthwiseGradientOp(window, tangents.Primal(OutputGradient), tangent, Output));
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new DepthwiseGradientOp(window, inputs[0], inputs[1], outputs[0]);

    public override void Emit(EmissionContext context)
    {
        context.AddsToGradient(Output.Parameter!.StorageLength, window.OutputHeight, rowsOfAddition: 1);
        context.CallGradient(this, "Depthwise.AddGradient", context.Ref(OutputGradient), context.Ref(Input), context.Ref(Output), EmissionContext.Samples, window.Expression);
    }
}
