using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// One block of ResMLP on X [S, C] (Touvron et al. 2021, arXiv 2105.03404): U = X + s1 * (W Aff(X) + b), Y = U + s2 * (phi(Aff(U) W1) W2). Names and initial values are timm's.
/// </summary>
internal sealed class ResMlpBlockLayer : Layer
{
    public override string DefaultName => "blocks";

    public override bool IsNumbered => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "channelHidden")
        & problems.RequireFinite(spec, LayerScaleLayer.Argument, LayerScaleLayer.DefaultInitial)
        & problems.RequireRate(spec, DropoutLayer.Argument)
        & problems.RequireRate(spec, StochasticDepth.Argument)
        & problems.RequireTokens(spec, input) ? input : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        bool hasBias = spec.Bool("Bias", true);
        Value mixed = builder.Under("norm1", () => AffineLayer.Affine(builder, input));
        int tokens = input.Shape.Dimensions[0];
        mixed = builder.Under("linear_tokens", () => TokenLinearLayer.Dense(builder, mixed, tokens, hasBias, LinearLayer.Xavier(tokens, tokens), "Initializer.Zeros"));
        Value afterTokens = Add(spec, builder, "ls1", "linear_tokens", input, mixed);

        Value mapped = builder.Under("norm2", () => AffineLayer.Affine(builder, afterTokens));
        mapped = builder.Under("mlp_channels", () => ChannelMlp.Write(
            spec, builder, mapped, hidden => ActivationLayer.Apply(builder, (ActivationFunction)spec.Int("Activation"), hidden)));
        return Add(spec, builder, "ls2", "mlp_channels", afterTokens, mapped);
    }

    /// <summary>residual + s * branch.</summary>
    private static Value Add(LayerSpec spec, ProgramBuilder builder, string scale, string branch, Value residual, Value value)
    {
        Value scaled = builder.Under(scale, () => LayerScaleLayer.Scale(builder, value, spec.Double(LayerScaleLayer.Argument, LayerScaleLayer.DefaultInitial)));
        Value kept = builder.Under(branch, () => StochasticDepth.Apply(spec, builder, scaled));
        return builder.Under(branch, () => builder.Append(new AddOp(residual, kept, builder.Activation("sum", residual.Shape))));
    }
}
