using SparseGen.Generators.Emission;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>output = left + right, element by element: residual connections and sums of gradients.</summary>
internal sealed class AddOp(Value left, Value right, Value output) : ElementwiseOp([left, right], [output])
{
    public override string Function => "Add";

    public override void Differentiate(GradientBuilder gradients)
    {
        Value gradient = gradients.Gradient(Output)!;
        gradients.Accumulate(Inputs[0], gradient);
        gradients.Accumulate(Inputs[1], gradient);
    }

    /// <summary>Where one side does not move, the tangent is that of the other.</summary>
    public override void Tangent(TangentBuilder tangents)
    {
        (Value? left, Value? right) = (tangents.Tangent(Inputs[0]), tangents.Tangent(Inputs[1]));
        if (left is not null && right is not null)
        {
            tangents.Append(new AddOp(left, right, tangents.NewTangent(Output)));
        }
        else
        {
            tangents.SetTangent(Output, (left ?? right)!);
        }
    }

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new AddOp(inputs[0], inputs[1], outputs[0]);

    public override string Kernel => "Elementwise.Add";

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = SimdScalar.Add({inputs[0]}, {inputs[1]});"];
}
