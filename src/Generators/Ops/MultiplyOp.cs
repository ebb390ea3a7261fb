using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Ops;

/// <summary>output = left right, element by element: two branches of which one gates the other. The backward pass keeps the factors only.</summary>
internal sealed class MultiplyOp(Value left, Value right, Value output)
    : ElementwiseOp([left, right], [output]), IResidualTarget, IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Left => Inputs[0];

    private Value Right => Inputs[1];

    public override string Function => "Multiply";

    public override bool IsRecomputed => true;

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.Gradient(Output)!;
        foreach ((Value factor, Value other) in new[] { (Left, Right), (Right, Left) })
        {
            Value share = gradients.NewGradient(factor);
            gradients.Append(new MultiplyOp(gradient, gradients.Forward(other), share));
            gradients.Accumulate(factor, share);
        }
    }

    public void Jvp(TangentBuilder tangents) => Bilinear.Jvp(this, tangents, static (left, right, output) => new MultiplyOp(left, right, output));

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new MultiplyOp(inputs[0], inputs[1], outputs[0]);

    public Op FuseResidual(Value residual, Value sum) => new MultiplyAddOp(Left, Right, residual, sum);

    public void Describe(GraphText graph) => graph.Call("Multiply", Output, graph.Ref(Left), graph.Ref(Right));

    public override string Kernel => "Elementwise.Multiply";

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = SimdScalar.Multiply({inputs[0]}, {inputs[1]});"];
}
