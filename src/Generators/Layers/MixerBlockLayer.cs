using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// One block of MLP-Mixer on X [S, C] (Tolstikhin et al. 2021, arXiv 2105.01601):
/// U = X + W2 phi(W1 LN(X)), Y = U + phi(LN(U) W3) W4. RP-Mixer has two permutations around each of the two MLPs. Dropout follows phi and the
/// second map, as in timm; stochastic depth takes a whole MLP. Gated, phi(h) becomes u * phi(v) with the halves u and v of the hidden width.
/// </summary>
internal sealed class MixerBlockLayer : Layer
{
    public override string DefaultName => "blocks";

    public override bool IsNumbered => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "tokenHidden")
        & problems.RequirePositive(spec, "channelHidden")
        & problems.RequireEpsilon(spec, spec.Float("Epsilon", LayerNormLayer.DefaultEpsilon))
        & problems.RequireRate(spec, DropoutLayer.Argument)
        & problems.RequireRate(spec, StochasticDepth.Argument)
        & problems.RejectSoftmax(spec, MixingMaps.TokensAreMapped, MixingMaps.WriteItByHand)
        & RandomPermutations.IsGood(spec, problems)
        & problems.RequireTokens(spec, input)
        & MixingMaps.From(spec).AreSettingsGood(spec, problems)
        && (!IsGated(spec) || (problems.RequireHalves(spec, "tokenHidden", spec.Int("tokenHidden")) & problems.RequireHalves(spec, "channelHidden", spec.Int("channelHidden"))))
        && MixingMaps.From(spec).Check(spec, (input.Dimensions[0], spec.Int("tokenHidden")), (input.Last, spec.Int("channelHidden")), problems)
            ? input
            : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        var activation = (ActivationFunction)spec.Int("Activation");
        float epsilon = spec.Float("Epsilon", LayerNormLayer.DefaultEpsilon);
        bool hasBias = spec.Bool("Bias", true);
        (LinearMapChoice tokenMap, LinearMapChoice channelMap) = MixingMaps.From(spec);

        Value tokenNorm = Norm(builder, "norm1", input, epsilon);
        Value afterTokens = Mlp(
            spec, builder, "mlp_tokens", tokenNorm, input,
            x => tokenMap.Apply(builder, x, spec.Int("tokenHidden"), hasBias, ChannelMlp.BiasInitializer, IsGated(spec)),
            x => IsGated(spec) ? GateLayer.Gate(builder, x, Shape.Of(x.Shape.Rows / 2, x.Shape.Last), 1, activation) : ActivationLayer.Apply(builder, activation, x),
            x => tokenMap.Apply(builder, x, input.Shape.Dimensions[0], hasBias, ChannelMlp.BiasInitializer));
        Value channelNorm = Norm(builder, "norm2", afterTokens, epsilon);
        return Mlp(
            spec, builder, "mlp_channels", channelNorm, afterTokens,
            x => channelMap.Apply(builder, x, spec.Int("channelHidden"), hasBias, ChannelMlp.BiasInitializer, IsGated(spec)),
            x => IsGated(spec) ? GateLayer.Gate(builder, x, x.Shape.WithLast(x.Shape.Last / 2), x.Shape.Rows, activation) : ActivationLayer.Apply(builder, activation, x),
            x => channelMap.Apply(builder, x, input.Shape.Last, hasBias, ChannelMlp.BiasInitializer));
    }

    private static bool IsGated(LayerSpec spec) => spec.Bool("Gated", false);

    private static Value Norm(ProgramBuilder builder, string name, Value input, float epsilon)
    {
        using (builder.Scope(name))
        {
            return LayerNormLayer.Norm(builder, input, epsilon);
        }
    }

    /// <summary>residual + second(phi(first(x))). Both kinds of dropout stand inside of the permutations, where they join the products.</summary>
    private static Value Mlp(
        LayerSpec spec, ProgramBuilder builder, string name, Value input, Value residual, Func<Value, Value> first, Func<Value, Value> activate, Func<Value, Value> second)
    {
        double dropout = spec.Double(DropoutLayer.Argument, 0);
        using (builder.Scope(name))
        {
            Value mapped = RandomPermutations.Around(spec, builder, input, x =>
            {
                Value hidden;
                using (builder.Scope("fc1"))
                {
                    hidden = DropoutLayer.Apply(builder, dropout, activate(first(x)));
                }

                Value branch;
                using (builder.Scope("fc2"))
                {
                    branch = DropoutLayer.Apply(builder, dropout, second(hidden));
                }

                return StochasticDepth.Apply(spec, builder, branch);
            });
            using (builder.Scope("fc2"))
            {
                return builder.Append(new AddOp(residual, mapped, builder.Activation("sum", mapped.Shape)));
            }
        }
    }
}
