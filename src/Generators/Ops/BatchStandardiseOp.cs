using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// n = (x - mean) / deviation with the statistics of the batch, which depend on x: its derivative is that of the whole norm. The backward pass keeps n and 1 / deviation.
/// </summary>
/// <param name="input">[rows, channels].</param>
/// <param name="inverse">1 / deviation of each channel.</param>
/// <param name="shift">-mean / deviation.</param>
/// <param name="output">[rows, channels].</param>
internal sealed class BatchStandardiseOp(Value input, Value inverse, Value shift, Value output)
    : Op([input, inverse, shift], [output]), IDifferentiable, ILinearizable
{
    private Value Input => Inputs[0];

    private Value Inverse => Inputs[1];

    private Value Shift => Inputs[2];

    private int Positions => Input.Size / Inverse.Size;

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        Chain(
            gradients.Append, gradients.NewGradient, gradients.Gradient(Output)!, GradientBuilder.Save(Output), GradientBuilder.Save(Inverse),
            gradients.NewGradient(Inverse), gradient);
        gradients.Accumulate(Input, gradient);
    }

    /// <summary>The Jacobian is symmetric, so n' is what the rule for gradients gives; with it comes (1 / deviation)' = -(1 / deviation)^2 mean(n x').</summary>
    public void Jvp(TangentBuilder tangents)
    {
        Value ofDot = tangents.NewPart(Inverse), inverse = tangents.Primal(Inverse);
        Chain(tangents.Append, tangents.NewPart, tangents.Tangent(Input)!, tangents.Primal(Output), inverse, ofDot, tangents.NewTangent(Output));
        tangents.Append(new MultiplyOp(ofDot, inverse, tangents.NewTangent(Inverse)));
    }

    /// <summary>result = (v - mean(v) - n mean(v n)) / deviation, where means are over all places of the channel in all samples.</summary>
    /// <param name="append">Takes the ops.</param>
    /// <param name="create">A value like another one.</param>
    /// <param name="v">The numbers that the Jacobian is applied to.</param>
    /// <param name="n">The normalised numbers.</param>
    /// <param name="inverse">1 / deviation.</param>
    /// <param name="ofDot">Becomes -mean(v n) / deviation.</param>
    /// <param name="result">The result.</param>
    private void Chain(Action<Op> append, Func<Value, Value> create, Value v, Value n, Value inverse, Value ofDot, Value result)
    {
        Value sum = create(Inverse), dot = create(Inverse), mean = create(Inverse), meanDot = create(Inverse), ofMean = create(Inverse);
        append(new ReduceOp(v, sum, BiasAxis.Columns, -Positions));
        append(new RowDotOp(v, n, dot, -Positions, BiasAxis.Columns));
        append(new BatchMeanOp([sum, dot], [mean, meanDot]));
        append(new MultiplyOp(meanDot, inverse, ofDot));
        append(new MultiplyOp(mean, inverse, ofMean));
        Value own = create(Input), others = create(Input);
        append(new ScaleRowsOp(n, ofDot, ofMean, others, BiasAxis.Columns));
        append(new ScaleRowsOp(v, inverse, null, own, BiasAxis.Columns));
        append(new AddOp(own, others, result));
    }

    public override void Emit(EmissionContext context) => new ScaleRowsOp(Input, Inverse, Shift, Output, BiasAxis.Columns).Emit(context);
}
