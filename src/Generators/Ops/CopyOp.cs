using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output = input. It gives a loop a carried value of its own; planning drops it where the producer can write there itself.</summary>
internal sealed class CopyOp(Value input, Value output) : ElementwiseOp([input], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    public override string Function => "Copy";

    public void Vjp(GradientBuilder gradients) => gradients.Accumulate(Input, gradients.Gradient(Output)!);

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new CopyOp(inputs[0], outputs[0]);

    public void Describe(GraphText graph) => graph.Alias(Output, Input);

    public override string Kernel => "Elementwise.Copy";

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = {inputs[0]};"];
}
