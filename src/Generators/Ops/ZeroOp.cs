using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output = 0: the tangent of what no parameter moves, where an op or a loop needs one.</summary>
internal sealed class ZeroOp(Value output) : ElementwiseOp([], [output]), IDifferentiable, ILinearizable, IRepeatable
{
    public override string Function => "Zero";

    public void Vjp(GradientBuilder gradients)
    {
        // Zero has no inputs, so nothing gets a gradient.
    }

    public void Jvp(TangentBuilder tangents)
    {
        // Nothing moves it.
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ZeroOp(outputs[0]);

    public override string Kernel => "Elementwise.Zero";

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = SimdScalar.Zero;"];
}
