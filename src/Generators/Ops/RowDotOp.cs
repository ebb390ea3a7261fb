using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output[row] = the sum over the columns of left[row, n] right[row, n], divided by a number: what a factor of a row gets as its gradient.</summary>
/// <param name="left">[rows, columns].</param>
/// <param name="right">[rows, columns].</param>
/// <param name="output">A number for each row.</param>
/// <param name="divisor">What each sum is divided by; it may be negative.</param>
/// <param name="kept">Whether there is a number for each row or, as the sum over the rows, for each column.</param>
internal sealed class RowDotOp(Value left, Value right, Value output, int divisor = 1, BiasAxis kept = BiasAxis.Rows) : Op([left, right], [output]), ILinearizable, IRepeatable
{
    private Value Left => Inputs[0];

    private Value Right => Inputs[1];

    public void Jvp(TangentBuilder tangents) => Bilinear.Jvp(this, tangents, (left, right, output) => new RowDotOp(left, right, output, divisor, kept));

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new RowDotOp(inputs[0], inputs[1], outputs[0], divisor, kept);

    public override void Emit(EmissionContext context) => context.Call(kept == BiasAxis.Rows ? "RowScaling.Dot" : "RowScaling.DotOfColumns", [], [
        context.Ref(Left), context.Ref(Right), context.Ref(Output),
        .. kept == BiasAxis.Rows ? [EmissionContext.Rows(Left.Shape.Rows)] : new[] { EmissionContext.Samples, Text.Of(Left.Shape.Rows) },
        Text.Of(Left.Shape.Last), Text.Reciprocal(divisor),
    ]);
}
