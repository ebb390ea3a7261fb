using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>The gradient of the table of <see cref="LookupOp"/>: each vector's is added where it came from.</summary>
internal sealed class LookupGradientOp(Value outputGradient, Value columns, Value gradient, IndexTable offsets)
    : Op([outputGradient, columns], [gradient]), ITableReader, ILinearizable, IRepeatable
{
    private Value Columns => Inputs[1];

    public IReadOnlyList<IndexTable> Tables => [offsets];

    public void Jvp(TangentBuilder tangents)
    {
        if (tangents.Tangent(Inputs[0]) is { } tangent)
        {
            tangents.Append(new LookupGradientOp(tangent, tangents.Primal(Columns), Output, offsets));
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new LookupGradientOp(inputs[0], inputs[1], outputs[0], offsets);

    public override void Emit(EmissionContext context)
    {
        int rows = Columns.Size / offsets.Length;
        context.AddsRowsToGradient(rows);
        context.Call(
            "Lookup.AddGradient", [], context.Buffers.Table(offsets), context.Ref(Columns), context.Ref(Inputs[0]), context.Ref(Output),
            EmissionContext.Rows(rows), Text.Of(offsets.Length), Text.Of(Output.Shape.Last), Text.Of(Output.Shape.Dimensions[0]));
    }
}
