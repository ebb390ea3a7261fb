using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>Rows put together of two halves: the derivative of <see cref="SplitOp"/>.</summary>
internal sealed class JoinOp(Value first, Value second, Value output, int rows) : Op([first, second], [output]), ILinearizable, IRepeatable
{
    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new JoinOp(inputs[0], inputs[1], outputs[0], rows);

    public override void Emit(EmissionContext context) => context.Call(
        "Halves.Join", [], context.Ref(Inputs[0]), context.Ref(Inputs[1]), context.Ref(Output), EmissionContext.Rows(rows), Text.Of(Inputs[0].Size / rows));
}
