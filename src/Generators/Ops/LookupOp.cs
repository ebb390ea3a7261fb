using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output[row, c] = table[offsets[c] + columns[row, c]]: vectors in place of whole numbers, which have no gradient.</summary>
/// <param name="columns">Columns of categories, of so many rows.</param>
/// <param name="table">[categories of all columns, features].</param>
/// <param name="output">[rows, columns, features].</param>
/// <param name="offsets">Where the categories of each column begin in the table.</param>
internal sealed class LookupOp(Value columns, Value table, Value output, IndexTable offsets)
    : Op([columns, table], [output]), ITableReader, IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Columns => Inputs[0];

    private Value Table => Inputs[1];

    private int Count => offsets.Length;

    public IReadOnlyList<IndexTable> Tables => [offsets];

    public override bool KeepsSeriesApart => Columns.Shape.Last == Count;

    public void Vjp(GradientBuilder gradients) => gradients.Append(
        new LookupGradientOp(gradients.Gradient(Output)!, gradients.Forward(Columns), GradientBuilder.ParameterGradient(Table), offsets));

    /// <summary>What the table moves by; nothing moves the columns.</summary>
    public void Jvp(TangentBuilder tangents) =>
        tangents.Append(new LookupOp(tangents.Primal(Columns), tangents.TangentOrZero(Table), tangents.NewTangent(Output), offsets));

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new LookupOp(inputs[0], inputs[1], outputs[0], offsets);

    public void Describe(GraphText graph) => graph.Call(
        "Lookup", Output, GraphText.Shape(Output), graph.Ref(Columns), graph.Ref(Table), graph.Table(offsets));

    public override void Emit(EmissionContext context) => context.Call(
        "Lookup.Take", [], context.Buffers.Table(offsets), context.Ref(Columns), context.Ref(Table), context.Ref(Output),
        EmissionContext.Rows(Columns.Size / Count), Text.Of(Count), Text.Of(Table.Shape.Last), Text.Of(Table.Shape.Dimensions[0]));
}
