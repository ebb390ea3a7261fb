using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output[y, x, c] = the largest number of the channel that a window sees.</summary>
internal sealed class MaxPoolOp(Window window, Value input, Value output) : Op([input], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Input => Inputs[0];

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new MaxPoolLinearOp(window, gradients.Forward(Input), gradients.Gradient(Output)!, gradient, isGradient: true));
        gradients.Accumulate(Input, gradient);
    }

    public void Jvp(TangentBuilder tangents)
    {
        if (tangents.Tangent(Input) is { } tangent)
        {
            tangents.Append(new MaxPoolLinearOp(window, tangents.Primal(Input), tangent, tangents.NewTangent(Output), isGradient: false));
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new MaxPoolOp(window, inputs[0], outputs[0]);

    public void Describe(GraphText graph) => graph.Call("Pool", Output, GraphText.Shape(Output), window.Expression, "true", graph.Ref(Input));

    public override bool IsSharedOut => true;

    public override void Emit(EmissionContext context) =>
        context.CallRows("Pooling.Largest", [], context.Ref(Input), context.Ref(Output), EmissionContext.Samples, window.Expression);
}

/// <summary>
/// The derivative of <see cref="MaxPoolOp"/>, which lets the first largest number of each window through, and nothing else: applied to a tangent of the image, or, transposed,
/// to a gradient of the output. Which number it is does not change in a neighbourhood, so that it is linear and its own derivative.
/// </summary>
/// <param name="window">The window.</param>
/// <param name="input">The image.</param>
/// <param name="direction">The tangent or the gradient.</param>
/// <param name="output">The tangent of the output, or the gradient of the image.</param>
/// <param name="isGradient">Whether it is transposed.</param>
internal sealed class MaxPoolLinearOp(Window window, Value input, Value direction, Value output, bool isGradient) : Op([input, direction], [output]), ILinearizable, IRepeatable
{
    public void Jvp(TangentBuilder tangents)
    {
        if (tangents.Tangent(Inputs[1]) is { } tangent)
        {
            tangents.Append(new MaxPoolLinearOp(window, tangents.Primal(Inputs[0]), tangent, tangents.NewTangent(Output), isGradient));
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new MaxPoolLinearOp(window, inputs[0], inputs[1], outputs[0], isGradient);

    public override void Emit(EmissionContext context) => context.Call(
        isGradient ? "Pooling.LargestGradient" : "Pooling.LargestTangent", [],
        context.Ref(Inputs[0]), context.Ref(Inputs[1]), context.Ref(Output), EmissionContext.Samples, window.Expression);
}
