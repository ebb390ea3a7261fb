using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// One block of S-Mixer on X [S, C], in the form of the paper's experiments (Hayase and Karakida 2024, arXiv 2306.01470, S.3, S.7, S.8):
/// U = X + phi(W LN(X)), Y = U + phi(LN(U) V^T). With Tokens the first skip is LN(Wt X) (S.14, S.15), so that the number of tokens may change. Wt has no bias: it would
/// move a whole token by one number, which the layer norm takes away again.
/// RP-S-Mixer has two permutations around each mixing (S.13).
/// </summary>
internal sealed class SMixerBlockLayer : Layer
{
    /// <summary>The paper's epsilon.</summary>
    private const float DefaultEpsilon = 1e-5f;

    public override string DefaultName => "blocks";

    public override bool IsNumbered => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        var maps = MixingMaps.From(spec);
        return problems.RequireNotNegative(spec, "Tokens", "to keep the number of tokens")
            & problems.RequireEpsilon(spec, spec.Float("Epsilon", DefaultEpsilon))
            & problems.RequireRate(spec, StochasticDepth.Argument)
            & problems.RejectSoftmax(spec, MixingMaps.TokensAreMapped, MixingMaps.WriteItByHand)
            & RandomPermutations.IsGood(spec, problems)
            & problems.RequireTokens(spec, input)
            & maps.AreSettingsGood(spec, problems)
            && maps.Check(spec, (input.Dimensions[0], TokensAfter(spec, input)), (input.Last, input.Last), problems)
                ? input.With(TokensAfter(spec, input), input.Last)
                : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        float epsilon = spec.Float("Epsilon", DefaultEpsilon);
        bool hasBias = spec.Bool("Bias", true);
        bool mapsSkip = spec.Int("Tokens") > 0;
        (LinearMapChoice tokenMap, LinearMapChoice channelMap) = MixingMaps.From(spec);
        Value MapTokens(Value x, bool isBiased) => tokenMap.Apply(builder, x, TokensAfter(spec, input.Shape), isBiased, "Initializer.Zeros");
        Value MapChannels(Value x) => channelMap.Apply(builder, x, input.Shape.Last, hasBias, "Initializer.Zeros");

        Value skip = input;
        if (mapsSkip)
        {
            skip = builder.Under("skip", () => MapTokens(input, isBiased: false));
            if (hasBias)
            {
                // Files of versions that had it are still read.
                builder.Under("skip", () => builder.Ignore("bias", Shape.Of(TokensAfter(spec, input.Shape))));
            }

            skip = builder.Under("skip_norm", () => LayerNormLayer.Norm(builder, skip, epsilon));
        }

        Value tokenNorm = builder.Under("norm1", () => LayerNormLayer.Norm(builder, input, epsilon));
        Value afterTokens = builder.Under("mlp_tokens", () => Mix(builder, spec, skip, tokenNorm, x => MapTokens(x, hasBias)));
        Value channelNorm = builder.Under("norm2", () => LayerNormLayer.Norm(builder, afterTokens, epsilon));
        return builder.Under("mlp_channels", () => Mix(builder, spec, afterTokens, channelNorm, MapChannels));
    }

    private static int TokensAfter(LayerSpec spec, Shape input) => spec.Int("Tokens") > 0 ? spec.Int("Tokens") : input.Dimensions[0];

    /// <summary>skip + phi(map(input)).</summary>
    private static Value Mix(ProgramBuilder builder, LayerSpec spec, Value skip, Value input, Func<Value, Value> map)
    {
        Value activated = RandomPermutations.Around(
            spec, builder, input, x => StochasticDepth.Apply(spec, builder, ActivationLayer.Apply(builder, (ActivationFunction)spec.Int("Activation"), map(x))));
        return builder.Append(new AddOp(skip, activated, builder.Activation("sum", activated.Shape)));
    }
}
