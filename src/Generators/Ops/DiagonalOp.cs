using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// output = (u otherU - v otherV) input, element by element in each row. The diagonal is symmetric, so the derivative by the input is the same op
/// on the gradient; with two factors each, directional derivatives of the squares u u - v v are such ops too.
/// </summary>
internal sealed class DiagonalOp(Value input, Value u, Value otherU, Value v, Value otherV, Value output)
    : Op([input, u, otherU, v, otherV], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    private Value U => Inputs[1];

    private Value OtherU => Inputs[2];

    private Value V => Inputs[3];

    private Value OtherV => Inputs[4];

    private bool IsSquare => U == OtherU && V == OtherV;

    public override long Macs => Output.Size;

    public override double DenseConnections => (double)Output.Size * Output.Size;

    public override bool IsRecomputed => true;

    public override bool KeepsSeriesApart => Input.Shape == Output.Shape;

    /// <summary>The rule for squares, the only form of forward passes: d u += 2 u sum(dy x), d v -= 2 v sum(dy x).</summary>
    public void Vjp(GradientBuilder gradients)
    {
        (Value u, Value v) = (U, V);
        Value outputGradient = gradients.Gradient(Output)!;
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new DiagonalGradientOp(
            outputGradient, gradients.Forward(Input), u, v, GradientBuilder.ParameterGradient(u), GradientBuilder.ParameterGradient(v)));
        gradients.Append(new DiagonalOp(outputGradient, u, u, v, v, gradient));
        gradients.Accumulate(Input, gradient);
    }

    /// <summary>(u u - v v) input' + 2 (u u' - v v') input: ops of the same kind.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        (Value u, Value v) = (U, V);
        Value turned = tangents.NewPart(Output);
        tangents.Append(new DiagonalOp(tangents.Primal(Input), u, tangents.Tangent(u)!, v, tangents.Tangent(v)!, turned));
        Value once = turned;
        if (tangents.Tangent(Input) is { } tangent)
        {
            Value moved = tangents.NewPart(Output);
            once = tangents.NewPart(Output);
            tangents.Append(new DiagonalOp(tangent, u, u, v, v, moved));
            tangents.Append(new AddOp(moved, turned, once));
        }

        tangents.Append(new AddOp(once, turned, tangents.NewTangent(Output)));
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new DiagonalOp(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], outputs[0]);

    /// <summary>As in forward passes, where it is a square.</summary>
    public void Describe(GraphText graph) => graph.Call("Diagonal", Output, graph.Ref(Input), graph.Ref(U), graph.Ref(V));

    public override void Emit(EmissionContext context) => context.Call("Diagonal.Apply", [!IsSquare], [
        context.Ref(Input), context.Ref(U), context.RefOrNothing(IsSquare ? null : OtherU), context.Ref(V), context.RefOrNothing(IsSquare ? null : OtherV), context.Ref(Output),
        EmissionContext.Rows(Output.Shape.Rows), Text.Of(Output.Shape.Last),
    ]);
}
