using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>A convolution of each channel for itself, with PyTorch's names, shapes and initial values.</summary>
internal sealed class DepthwiseConvolutionLayer : Layer
{
    public override string DefaultName => "conv";

    public override bool CountsFromOne => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "stride") && ImageChannels.Slide(spec, input, problems, static kernel => kernel - 1) is { } window
            ? Shape.Of(window.Channels, window.OutputHeight, window.OutputWidth)
            : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        Window window = ImageChannels.Of(spec, input.Shape);
        Value convolved = Convolve(
            builder, ImageChannels.Last(builder, input), window, Shape.Of(window.Channels, 1, window.KernelHeight, window.KernelWidth), spec.Bool("Bias", true));
        return ImageChannels.First(builder, convolved, window.OutputHeight, window.OutputWidth);
    }

    /// <summary>A convolution of pixels or tokens under the open scope.</summary>
    public static Value Convolve(ProgramBuilder builder, Value pixels, Window window, Shape weightShape, bool hasBias)
    {
        string initializer = StandardMlpBlockLayer.FanIn(window.Taps);
        Value weight = builder.Parameter("weight", weightShape, initializer, ParameterStorage.Panels);
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(window.Channels), initializer) : null;
        return builder.Append(new DepthwiseOp(window, pixels, weight, bias, builder.Activation("convolved", Shape.Of(window.OutputPixels, window.Channels))));
    }
}
