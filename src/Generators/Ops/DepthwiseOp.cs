using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// output[y, x, c] = bias[c] + sum over the taps of what a window sees times weight[c, tap]: a convolution of each channel for itself. Without a weight it is the mean over the
/// window. The gradient of the image is the same op through the window turned round.
/// </summary>
/// <param name="window">The window.</param>
/// <param name="input">The image, pixels of channels.</param>
/// <param name="weight">A weight of as many matrices [1, taps] as channels, in panels; null for a mean.</param>
/// <param name="bias">A number for each channel, or null.</param>
/// <param name="output">The result.</param>
/// <param name="isTurned">Whether the taps go backwards.</param>
internal sealed class DepthwiseOp(Window window, Value input, Value? weight, Value? bias, Value output, bool isTurned = false)
    : Op([.. new[] { input, weight, bias }.OfType<Value>()], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private readonly bool _hasWeight = weight is not null;
    private readonly bool _hasBias = bias is not null;

    private Value Input => Inputs[0];

    private Value? Weight => _hasWeight ? Inputs[1] : null;

    private Value? Bias => _hasBias ? Inputs[2] : null;

    public override long Macs => _hasWeight ? Sizes.Times(Output.Size, window.Taps) : 0;

    public override double DenseConnections => _hasWeight ? (double)Input.Size * Output.Size : 0;

    public void Vjp(GradientBuilder gradients)
    {
        Value outputGradient = gradients.Gradient(Output)!, gradient = gradients.NewGradient(Input);
        gradients.Append(new DepthwiseOp(window.Reversed(window.Channels), outputGradient, Weight, null, gradient, isTurned: true));
        gradients.Accumulate(Input, gradient);
        if (Weight is not null)
        {
            gradients.Append(new DepthwiseGradientOp(window, outputGradient, gradients.Forward(Input), GradientBuilder.ParameterGradient(Weight)));
        }

        if (Bias is not null)
        {
            gradients.Append(new ReduceOp(outputGradient, GradientBuilder.ParameterGradient(Bias), BiasAxis.Columns, window.OutputPixels, window.Channels, window.Channels));
        }
    }

    /// <summary>Linear in the image, and in weight and bias together.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        Value? input = tangents.Tangent(Input), weight = Weight is null ? null : tangents.Tangent(Weight), bias = Bias is null ? null : tangents.Tangent(Bias);
        if (Weight is null)
        {
            tangents.AddLinear(this);
        }
        else if (input is null || weight is null)
        {
            (Value x, Value w) = input is null ? (tangents.Primal(Input), weight!) : (input, Weight);
            tangents.Append(On(x, w, bias, tangents.NewTangent(Output)));
        }
        else
        {
            Value moved = tangents.NewPart(Output), turned = tangents.NewPart(Output);
            tangents.Append(On(input, Weight, bias, moved));
            tangents.Append(On(tangents.Primal(Input), weight, null, turned));
            tangents.Append(new AddOp(moved, turned, tangents.NewTangent(Output)));
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        On(inputs[0], _hasWeight ? inputs[1] : null, _hasBias ? inputs[2] : null, outputs[0]);

    public void Describe(GraphText graph)
    {
        string[] operands = [GraphText.Shape(Output), window.Expression];
        if (Weight is null)
        {
            graph.Call("Pool", Output, [.. operands, "false", graph.Ref(Input)]);
            return;
        }

        graph.Call("Convolution", Output, [
            .. operands, Text.Of(window.Channels), graph.Ref(Input), graph.Ref(Weight), .. Bias is null ? Array.Empty<string>() : [graph.Ref(Bias)],
        ]);
    }

    public override bool IsSharedOut => true;

    public override void Emit(EmissionContext context) => context.CallRows("Depthwise.Run", [_hasWeight, _hasBias], [
        context.Ref(Input), context.RefOrNothing(Weight), context.RefOrNothing(Bias), context.Ref(Output), EmissionContext.Samples, window.Expression,
        isTurned ? "true" : "false", Text.Reciprocal(window.Taps),
    ]);

    private DepthwiseOp On(Value input, Value? weight, Value? bias, Value output) => new(window, input, weight, bias, output, isTurned);
}
