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

    public override IEnumerable<string> Statements(Arithmetic arithmetic, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"{arithmetic.Vector} {outputs[0]} = {arithmetic.Simd}.Add({inputs[0]}, {inputs[1]});"];
}
