using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>The derivative of a sum over a dimension (<see cref="ReduceOp"/>): every row, or every column, gets the same numbers, divided by the sum's divisor.</summary>
/// <param name="input">A number for each column, or for each row.</param>
/// <param name="output">[rows, columns].</param>
/// <param name="kept">The dimension of the output that the input has.</param>
/// <param name="divisor">What each number is divided by.</param>
internal sealed class BroadcastOp(Value input, Value output, BiasAxis kept, int divisor) : Op([input], [output]), ILinearizable, IRepeatable
{
    private Value Input => Inputs[0];

    private bool KeepsColumns => kept == BiasAxis.Columns;

    private string Kernel => KeepsColumns ? "OverRows" : "OverColumns";

    private string[] Numbers => [Text.Of(Output.Shape.Last), Text.Reciprocal(divisor)];

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new BroadcastOp(inputs[0], outputs[0], kept, divisor);

    public override void Emit(EmissionContext context)
    {
        string[] rows = KeepsColumns ? [EmissionContext.Samples, Text.Of(Output.Shape.Rows)] : [EmissionContext.Rows(Output.Shape.Rows)];
        context.Call($"Broadcast.{Kernel}", [], [context.Ref(Input), context.Ref(Output), .. rows, .. Numbers]);
    }
}
