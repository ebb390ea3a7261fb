using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output = left + right, element by element: residual connections and sums of gradients.</summary>
internal sealed class AddOp(Value left, Value right, Value output) : ElementwiseOp([left, right], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    public Value Left => Inputs[0];

    public Value Right => Inputs[1];

    public override string Function => "Add";

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.Gradient(Output)!;
        gradients.Accumulate(Left, gradient);
        gradients.Accumulate(Right, gradient);
    }

    /// <summary>Where one side does not move, the tangent is that of the other.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        (Value? left, Value? right) = (tangents.Tangent(Left), tangents.Tangent(Right));
        if (left is not null && right is not null)
        {
            tangents.Append(new AddOp(left, right, tangents.NewTangent(Output)));
        }
        else
        {
            tangents.SetTangent(Output, (left ?? right)!);
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new AddOp(inputs[0], inputs[1], outputs[0]);

    public void Describe(GraphText graph) => graph.Call("Add", Output, graph.Ref(Left), graph.Ref(Right));

    public override string Kernel => "Elementwise.Add";

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = SimdScalar.Add({inputs[0]}, {inputs[1]});"];
}
