using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output = sign / (input + offset), element by element. Its derivative is minus the product of two reciprocals.</summary>
/// <param name="input">What is divided by.</param>
/// <param name="output">The quotients.</param>
/// <param name="offset">Added to it, so that it does not become 0.</param>
/// <param name="isNegative">Whether the sign is -1 and not 1.</param>
internal sealed class ReciprocalOp(Value input, Value output, float offset, bool isNegative = false)
    : ElementwiseOp([input], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    public override string Function => isNegative ? "NegativeReciprocal" : "Reciprocal";

    public override bool IsRecomputed => true;

    public override IReadOnlyList<string> Numbers => [Text.Of(isNegative ? -1f : 1f), Text.Of(offset)];

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input), part = gradients.NewGradient(Input), factor = gradients.NewGradient(Input);
        gradients.Append(new ReciprocalOp(gradients.Forward(Input), factor, offset, isNegative: true));
        gradients.Append(new MultiplyOp(gradients.Gradient(Output)!, gradients.Forward(Output), part));
        gradients.Append(new MultiplyOp(part, factor, gradient));
        gradients.Accumulate(Input, gradient);
    }

    public void Jvp(TangentBuilder tangents)
    {
        Value part = tangents.NewPart(Output), factor = tangents.NewPart(Output), same = tangents.NewPart(Output), input = tangents.Primal(Input);
        tangents.Append(new ReciprocalOp(input, factor, offset, isNegative: true));
        tangents.Append(new ReciprocalOp(input, same, offset, isNegative));
        tangents.Append(new MultiplyOp(tangents.Tangent(Input)!, same, part));
        tangents.Append(new MultiplyOp(part, factor, tangents.NewTangent(Output)));
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ReciprocalOp(inputs[0], outputs[0], offset, isNegative);

    public void Describe(GraphText graph) => graph.Call("Reciprocal", Output, [graph.Ref(Input), .. Numbers]);

    public override string Kernel => "Elementwise.Reciprocal";

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = SimdScalar.Divide({Numbers[0]}, SimdScalar.Add({inputs[0]}, {Numbers[1]}));"];
}
