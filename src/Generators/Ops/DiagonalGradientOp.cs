using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>The gradients of the factors of a diagonal: uGradient += 2 u s and vGradient -= 2 v s with s = sum over the rows of outputGradient input.</summary>
internal sealed class DiagonalGradientOp(Value outputGradient, Value input, Value u, Value v, Value uGradient, Value vGradient)
    : Op([outputGradient, input, u, v], [uGradient, vGradient]), ILinearizable, IRepeatable
{
    private Value OutputGradient => Inputs[0];

    private Value Input => Inputs[1];

    private Value U => Inputs[2];

    private Value V => Inputs[3];

    private int Features => Input.Shape.Last;

    /// <summary>Linear in outputGradient, input and the pair (u, v): a term each, added up where the gradients are.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        (Value gradient, Value x, Value u, Value v) = (tangents.Primal(OutputGradient), tangents.Primal(Input), U, V);
        Value?[][] terms =
        [
            [tangents.Tangent(OutputGradient), x, u, v],
            [gradient, tangents.Tangent(Input), u, v],
            [gradient, x, tangents.Tangent(u), tangents.Tangent(v)],
        ];
        foreach (Value?[] term in terms.Where(static term => !term.Contains(null)))
        {
            tangents.Append(Clone([.. term.Select(static value => value!)], Outputs));
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new DiagonalGradientOp(inputs[0], inputs[1], inputs[2], inputs[3], outputs[0], outputs[1]);

    public override void Emit(EmissionContext context)
    {
        context.AddsToGradient(2L * Features, Input.Shape.Rows);
        context.Call("Diagonal.AddGradients", [], [.. Inputs.Concat(Outputs).Select(context.Ref), EmissionContext.Rows(Input.Shape.Rows), Text.Of(Features)]);
    }
}
