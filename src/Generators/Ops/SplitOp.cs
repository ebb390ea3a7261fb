using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// Two parts of each row, the halves of gates or the parts of an input. Its derivative is <see cref="JoinOp"/>. The backward pass keeps both parts, and so has no need of
/// the input.
/// </summary>
/// <param name="input">A sample of so many rows.</param>
/// <param name="first">The first numbers of each row.</param>
/// <param name="second">The others.</param>
/// <param name="rows">Rows of a sample.</param>
internal sealed class SplitOp(Value input, Value first, Value second, int rows)
    : Op([input], [first, second]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    /// <summary>Rows of a sample.</summary>
    public int Rows => rows;

    public override bool IsSharedOut => true;

    public override bool KeepsSeriesApart => rows == Input.Shape.Rows;

    public void Vjp(GradientBuilder gradients)
    {
        // Kept together, so that passes of tangents find either both or none of them.
        GradientBuilder.Save(Outputs[0]);
        GradientBuilder.Save(Outputs[1]);
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new JoinOp(gradients.GradientOrZero(Outputs[0]), gradients.GradientOrZero(Outputs[1]), gradient, rows));
        gradients.Accumulate(Input, gradient);
    }

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new SplitOp(inputs[0], outputs[0], outputs[1], rows);

    public void Describe(GraphText graph)
    {
        int start = 0;
        foreach (Value part in Outputs)
        {
            graph.Call("Slice", part, GraphText.Shape(part), graph.Ref(Input), Text.Of(rows), Text.Of(start));
            start += part.Size / rows;
        }
    }

    public override void Emit(EmissionContext context) => context.CallRows(
        "RowParts.Split", [], context.Ref(Input), context.Ref(Outputs[0]), context.Ref(Outputs[1]),
        EmissionContext.Rows(rows), Text.Of(Outputs[0].Size / rows), Text.Of(Outputs[1].Size / rows));
}
