using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// n = (x - mean) / deviation of each row, with deviation = sqrt(variance + epsilon), and both statistics, which somebody undoes it with later. Its derivatives are written
/// with ops that scale rows and sum over them.
/// </summary>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="input">[rows, columns].</param>
/// <param name="normalised">[rows, columns].</param>
/// <param name="mean">A number for each row.</param>
/// <param name="deviation">The same.</param>
internal sealed class StandardiseOp(float epsilon, Value input, Value normalised, Value mean, Value deviation)
    : Op([input], [normalised, mean, deviation]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    private Value Normalised => Outputs[0];

    private Value Mean => Outputs[1];

    private Value Deviation => Outputs[2];

    private int Columns => Input.Shape.Last;

    /// <summary>
    /// dx = (dn - mean(dn) - n mean(dn n)) / deviation + (d mean + n d deviation) / columns: with the factors a = 1 / deviation, b = d deviation / columns - a mean(dn n) and
    /// c = d mean / columns - a mean(dn), it is dn a + n b + c. All outputs are kept, so that nobody computes one of them again.
    /// </summary>
    public void Vjp(GradientBuilder gradients)
    {
        foreach (Value output in Outputs)
        {
            GradientBuilder.Save(output);
        }

        Value? ofNormalised = gradients.Gradient(Normalised);
        Value? ofMean = gradients.Gradient(Mean), ofDeviation = gradients.Gradient(Deviation);
        Value Row() => gradients.NewGradient(Mean);
        Value Matrix() => gradients.NewGradient(Input);
        Value? inverse = null, b = null, c = null;
        if (ofNormalised is not null)
        {
            inverse = Row();
            gradients.Append(new ReciprocalOp(gradients.Forward(Deviation), inverse, 0));
            b = Times(sum => gradients.Append(new RowDotOp(ofNormalised, gradients.Forward(Normalised), sum, -Columns)));
            c = Times(sum => gradients.Append(new ReduceOp(ofNormalised, sum, BiasAxis.Rows, -Columns)));
        }

        b = Plus(b, ofDeviation);
        c = Plus(c, ofMean);
        Value dx = Matrix();
        if (b is null)
        {
            gradients.Append(new BroadcastOp(c!, dx, BiasAxis.Rows, 1));
        }
        else
        {
            gradients.Append(new ScaleRowsOp(gradients.Forward(Normalised), b, c, dx));
        }

        gradients.Accumulate(Input, dx);
        if (ofNormalised is not null)
        {
            Value part = Matrix();
            gradients.Append(new ScaleRowsOp(ofNormalised, inverse!, null, part));
            gradients.Accumulate(Input, part);
        }

        Value Times(Action<Value> append)
        {
            Value sum = Row(), product = Row();
            append(sum);
            gradients.Append(new MultiplyOp(sum, inverse!, product));
            return product;
        }

        Value? Plus(Value? known, Value? gradient)
        {
            if (gradient is null)
            {
                return known;
            }

            Value share = Row();
            gradients.Append(new BroadcastOp(gradient, share, BiasAxis.Columns, Columns));
            if (known is null)
            {
                return share;
            }

            Value total = Row();
            gradients.Append(new AddOp(known, share, total));
            return total;
        }
    }

    /// <summary>n' = (x' - mean(x') - n mean(n x')) / deviation, mean' = mean(x') and deviation' = mean(n x').</summary>
    public void Jvp(TangentBuilder tangents)
    {
        Value tangent = tangents.Tangent(Input)!, normalised = tangents.Primal(Normalised), deviation = tangents.Primal(Deviation);
        Value ofMean = tangents.NewTangent(Mean), ofDeviation = tangents.NewTangent(Deviation);
        tangents.Append(new ReduceOp(tangent, ofMean, BiasAxis.Rows, Columns));
        tangents.Append(new RowDotOp(tangent, normalised, ofDeviation, Columns));
        Value inverse = Row(), minus = Row(), b = Row(), c = Row();
        tangents.Append(new ReciprocalOp(deviation, inverse, 0));
        tangents.Append(new ReciprocalOp(deviation, minus, 0, isNegative: true));
        tangents.Append(new MultiplyOp(ofDeviation, minus, b));
        tangents.Append(new MultiplyOp(ofMean, minus, c));
        Value left = tangents.NewPart(Normalised), right = tangents.NewPart(Normalised);
        tangents.Append(new ScaleRowsOp(tangent, inverse, c, left));
        tangents.Append(new ScaleRowsOp(normalised, b, null, right));
        tangents.Append(new AddOp(left, right, tangents.NewTangent(Normalised)));

        Value Row() => tangents.NewPart(Mean);
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new StandardiseOp(epsilon, inputs[0], outputs[0], outputs[1], outputs[2]);

    public void Describe(GraphText graph)
    {
        graph.Call("Sum", Mean, GraphText.Shape(Mean), graph.Ref(Input), "false", Text.Of(Columns));
        graph.Call("RowDeviation", Deviation, Text.Of(epsilon), graph.Ref(Input));
        graph.Call("Standardise", Normalised, graph.Ref(Input), graph.Ref(Mean), graph.Ref(Deviation));
    }

    public override void Emit(EmissionContext context) => context.Call("Standardisation.Forward", [], [
        context.Ref(Input), .. Outputs.Select(context.Ref), EmissionContext.Rows(Input.Shape.Rows), Text.Of(Columns), Text.Of(epsilon),
    ]);
}
