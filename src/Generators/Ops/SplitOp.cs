using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>The two halves of each row, for gates. Its derivative is <see cref="JoinOp"/>. The backward pass keeps both halves, and so has no need of the input.</summary>
/// <param name="input">A sample of so many rows.</param>
/// <param name="first">The first half of each row.</param>
/// <param name="second">The second one.</param>
/// <param name="rows">Rows of a sample.</param>
internal sealed class SplitOp(Value input, Value first, Value second, int rows)
    : Op([input], [first, second]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    public override bool IsSharedOut => true;

    public override bool KeepsSeriesApart => rows == Input.Shape.Rows;

    public void Vjp(GradientBuilder gradients)
    {
        // Kept together, so that passes of tangents find either both or none of them.
        GradientBuilder.Save(Outputs[0]);
        GradientBuilder.Save(Outputs[1]);
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new JoinOp(gradients.Gradient(Outputs[0])!, gradients.Gradient(Outputs[1])!, gradient, rows));
        gradients.Accumulate(Input, gradient);
    }

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new SplitOp(inputs[0], outputs[0], outputs[1], rows);

    public void Describe(GraphText graph)
    {
        for (int half = 0; half < 2; half++)
        {
            Value part = Outputs[half];
            graph.Call("Slice", part, GraphText.Shape(part), graph.Ref(Input), Text.Of(rows), Text.Of(half * (part.Size / rows)));
        }
    }

    public override void Emit(EmissionContext context) => context.CallRows(
        "Halves.Split", [], context.Ref(Input), context.Ref(Outputs[0]), context.Ref(Outputs[1]), EmissionContext.Rows(rows), Text.Of(Outputs[0].Size / rows));
}
