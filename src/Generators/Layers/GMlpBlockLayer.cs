using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// One block of gMLP on X [S, C] (Liu et al. 2021, arXiv 2105.08050): Y = X + G(phi(LN(X) W1)) W2 with the spatial gating unit G. Names and initial values are timm's.
/// </summary>
internal sealed class GMlpBlockLayer : Layer
{
    public override string DefaultName => "blocks";

    public override bool IsNumbered => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "channelHidden")
        & problems.RequireEpsilon(spec, "Epsilon", LayerNormLayer.DefaultEpsilon)
        & problems.RequireEpsilon(spec, "GateEpsilon", SpatialGateLayer.DefaultEpsilon)
        & problems.RequireRate(spec, DropoutLayer.Argument)
        & problems.RequireRate(spec, StochasticDepth.Argument)
        & problems.RequireTokens(spec, input)
        && problems.RequireHalves(spec, "channelHidden", spec.Int("channelHidden")) ? input : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        Value normalised = builder.Under("norm", () => LayerNormLayer.Norm(builder, input, spec.Float("Epsilon", LayerNormLayer.DefaultEpsilon)));
        return builder.Under("mlp_channels", () =>
        {
            Value mapped = ChannelMlp.Write(
                spec, builder, normalised,
                hidden => ActivationLayer.Apply(builder, (ActivationFunction)spec.Int("Activation"), hidden),
                hidden => builder.Under("gate", () => SpatialGateLayer.Gate(
                    builder, hidden, spec.Float("GateEpsilon", SpatialGateLayer.DefaultEpsilon), spec.Bool("Bias", true))));
            return builder.Append(new AddOp(input, StochasticDepth.Apply(spec, builder, mapped), builder.Activation("sum", input.Shape)));
        });
    }
}
