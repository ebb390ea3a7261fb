using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output[row, n] = input[row, n] scale[row] + shift[row], where scale and shift belong to the sample.</summary>
/// <param name="input">[rows, columns].</param>
/// <param name="scale">A number for each row.</param>
/// <param name="shift">The same; null for none.</param>
/// <param name="output">[rows, columns].</param>
/// <param name="axis">Whether scale and shift have a number for each row or for each column.</param>
internal sealed class ScaleRowsOp(Value input, Value scale, Value? shift, Value output, BiasAxis axis = BiasAxis.Rows)
    : Op(shift is null ? [input, scale] : [input, scale, shift], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    private Value Scale => Inputs[1];

    private Value? Shift => Inputs.Count > 2 ? Inputs[2] : null;

    /// <summary>d input = d output scale, d scale = the sums over the columns of d output input, d shift = those of d output.</summary>
    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.Gradient(Output)!;
        Value ofInput = gradients.NewGradient(Input), ofScale = gradients.NewGradient(Scale);
        gradients.Append(new ScaleRowsOp(gradient, gradients.Forward(Scale), null, ofInput, axis));
        gradients.Append(new RowDotOp(gradient, gradients.Forward(Input), ofScale, kept: axis));
        gradients.Accumulate(Input, ofInput);
        gradients.Accumulate(Scale, ofScale);
        if (Shift is { } shift)
        {
            Value ofShift = gradients.NewGradient(shift);
            gradients.Append(new ReduceOp(gradient, ofShift, axis));
            gradients.Accumulate(shift, ofShift);
        }
    }

    /// <summary>input' scale + input scale' + shift'.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        (Value? input, Value? scale, Value? shift) = (tangents.Tangent(Input), tangents.Tangent(Scale), Shift is null ? null : tangents.Tangent(Shift));
        if (input is null && scale is null)
        {
            tangents.Append(new BroadcastOp(shift!, tangents.NewTangent(Output), axis, 1));
            return;
        }

        bool isSum = input is not null && scale is not null;
        Value first = isSum ? tangents.NewPart(Output) : tangents.NewTangent(Output);
        tangents.Append(input is not null
            ? new ScaleRowsOp(input, tangents.Primal(Scale), shift, first, axis)
            : new ScaleRowsOp(tangents.Primal(Input), scale!, shift, first, axis));
        if (isSum)
        {
            Value second = tangents.NewPart(Output);
            tangents.Append(new ScaleRowsOp(tangents.Primal(Input), scale!, null, second, axis));
            tangents.Append(new AddOp(first, second, tangents.NewTangent(Output)));
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new ScaleRowsOp(inputs[0], inputs[1], inputs.Count > 2 ? inputs[2] : null, outputs[0], axis);

    public void Describe(GraphText graph) => graph.Call(
        "ScaleRows", Output, [graph.Ref(Input), graph.Ref(Scale), .. Shift is null ? Array.Empty<string>() : [graph.Ref(Shift)]]);

    public override void Emit(EmissionContext context) => context.Call(axis == BiasAxis.Rows ? "RowScaling.Apply" : "RowScaling.ApplyToColumns", [Shift is not null], [
        context.Ref(Input), context.Ref(Scale), context.RefOrNothing(Shift), context.Ref(Output),
        .. axis == BiasAxis.Rows ? [EmissionContext.Rows(Output.Shape.Rows)] : new[] { EmissionContext.Samples, Text.Of(Output.Shape.Rows) },
        Text.Of(Output.Shape.Last),
    ]);
}
