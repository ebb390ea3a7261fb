using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output = left right + term, element by element, in one pass: a <see cref="MultiplyOp"/> and the <see cref="AddOp"/> behind it, of which planning makes one.</summary>
internal sealed class MultiplyAddOp(Value left, Value right, Value term, Value output) : ElementwiseOp([left, right, term], [output])
{
    public override string Function => "MultiplyAdd";

    public override string Kernel => "Elementwise.MultiplyAdd";

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = SimdScalar.MultiplyAdd({inputs[0]}, {inputs[1]}, {inputs[2]});"];
}
