using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The same numbers under another shape. Planning lets both values lie in one place, and then there is nothing to do; where each has a
/// place that it cannot leave, the numbers are copied.
/// </summary>
internal sealed class ViewOp(Value input, Value output) : Op([input], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    public override bool IsRecomputed => true;

    public override bool KeepsSeriesApart => Input.Shape.Series == Output.Shape.Series;

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new ViewOp(gradients.Gradient(Output)!, gradient));
        gradients.Accumulate(Input, gradient);
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ViewOp(inputs[0], outputs[0]);

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public void Describe(GraphText graph) => graph.Call("Reshape", Output, GraphText.Shape(Output), graph.Ref(Input));

    /// <summary>Whether the output lies where the input does, so that nothing is to be done.</summary>
    public bool IsInPlace(EmissionContext context) => context.Ref(Input) == context.Ref(Output);

    public override void Emit(EmissionContext context)
    {
        if (!IsInPlace(context))
        {
            new CopyOp(Input, Output).Emit(context);
        }
    }
}
