using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>
/// The block of ConvMLP (Li et al. 2021, arXiv 2109.04454) with its names: x += MLP(LN x), x = DW(LN x) without a residual, x += MLP(LN x), on the channels of pixels.
/// </summary>
internal sealed class ConvMlpBlockLayer : Layer
{
    private const int Kernel = 3;

    public override string DefaultName => "blocks";

    public override bool IsNumbered => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "channelHidden")
        & problems.RequireEpsilon(spec, spec.Float("Epsilon", StandardMlpBlockLayer.DefaultEpsilon))
        & problems.RequireRate(spec, DropoutLayer.Argument)
        & problems.RequireRate(spec, StochasticDepth.Argument)
        & problems.RequireImage(spec, input)
        && LayerSequence.Fits(spec, Shape.Of(input.Dimensions[1], input.Dimensions[2], 1), spec.Int("channelHidden"), problems) ? input : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int height, int width) = (input.Shape.Dimensions[1], input.Shape.Dimensions[2]);
        Value pixels = AddMlp(spec, builder, ImageChannels.Last(builder, input), "norm1", "channel_mlp1");
        Value norm = Norm(spec, builder, pixels, "connect_norm");
        Window window = Window.Over(input.Shape, Kernel, 1, Kernel / 2);
        Value connected = builder.Under("connect", () => DepthwiseConvolutionLayer.Convolve(builder, norm, window, Shape.Of(window.Channels, 1, Kernel, Kernel), hasBias: false));
        return ImageChannels.First(builder, AddMlp(spec, builder, connected, "norm2", "channel_mlp2"), height, width);
    }

    private static Value AddMlp(LayerSpec spec, ProgramBuilder builder, Value input, string norm, string mlp)
    {
        Value normalised = Norm(spec, builder, input, norm);
        return builder.Under(mlp, () =>
        {
            Value mapped = ChannelMlp.Write(spec, builder, normalised, hidden => ActivationLayer.Apply(builder, (ActivationFunction)spec.Int("Activation"), hidden));
            return builder.Append(new AddOp(input, StochasticDepth.Apply(spec, builder, mapped), builder.Activation("sum", input.Shape)));
        });
    }

    private static Value Norm(LayerSpec spec, ProgramBuilder builder, Value input, string name) =>
        builder.Under(name, () => LayerNormLayer.Norm(builder, input, spec.Float("Epsilon", StandardMlpBlockLayer.DefaultEpsilon)));
}
