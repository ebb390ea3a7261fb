using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>Rows put together of two parts; the derivative of <see cref="SplitOp"/>, which is its own.</summary>
internal sealed class JoinOp(Value first, Value second, Value output, int rows) : Op([first, second], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    /// <summary>Rows of a sample.</summary>
    public int Rows => rows;

    public override bool KeepsSeriesApart => rows == Output.Shape.Rows;

    public void Vjp(GradientBuilder gradients)
    {
        Value[] parts = [.. Inputs.Select(gradients.NewGradient)];
        gradients.Append(new SplitOp(gradients.Gradient(Output)!, parts[0], parts[1], rows));
        gradients.Accumulate(Inputs[0], parts[0]);
        gradients.Accumulate(Inputs[1], parts[1]);
    }

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new JoinOp(inputs[0], inputs[1], outputs[0], rows);

    public void Describe(GraphText graph) =>
        graph.Call("Join", Output, GraphText.Shape(Output), graph.Ref(Inputs[0]), graph.Ref(Inputs[1]), Text.Of(rows));

    public override void Emit(EmissionContext context) => context.Call(
        "RowParts.Join", [], context.Ref(Inputs[0]), context.Ref(Inputs[1]), context.Ref(Output),
        EmissionContext.Rows(rows), Text.Of(Inputs[0].Size / rows), Text.Of(Inputs[1].Size / rows));
}
