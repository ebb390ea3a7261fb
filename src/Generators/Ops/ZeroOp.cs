using SparseGen.Generators.Emission;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>output = 0: the tangent of what no parameter moves, where an op or a loop needs one.</summary>
internal sealed class ZeroOp(Value output) : ElementwiseOp([], [output])
{
    public override string Function => "Zero";

    public override void Differentiate(GradientBuilder gradients)
    {
        // Zero has no inputs, so nothing gets a gradient.
    }

    public override void Tangent(TangentBuilder tangents)
    {
        // Nothing moves it.
    }

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ZeroOp(outputs[0]);

    public override string Kernel => "Elementwise.Zero";

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = SimdScalar.Zero;"];
}
