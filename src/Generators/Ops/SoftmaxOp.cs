using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>y = e^x / sum(e^x) over the last dimension. The backward pass keeps y, of which its derivative is made.</summary>
internal sealed class SoftmaxOp(Value input, Value output) : Op([input], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    public override bool KeepsSeriesApart => Input.Shape == Output.Shape;

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new SoftmaxGradientOp(gradients.Gradient(Output)!, gradients.Forward(Output), gradient));
        gradients.Accumulate(Input, gradient);
    }

    /// <summary>Its derivative is a symmetric matrix, so that the tangent is computed as the gradient is.</summary>
    public void Jvp(TangentBuilder tangents) =>
        tangents.Append(new SoftmaxGradientOp(tangents.Tangent(Input)!, tangents.Primal(Output), tangents.NewTangent(Output)));

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new SoftmaxOp(inputs[0], outputs[0]);

    public void Describe(GraphText graph) => graph.Call("Activation", Output, "ActivationKind.Softmax", graph.Ref(Input));

    public override void Emit(EmissionContext context) => context.Call(
        "Softmax.Forward", [], context.Ref(Input), context.Ref(Output), EmissionContext.Rows(Output.Shape.Rows), Text.Of(Output.Shape.Last));
}
