using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// One block of TinyTimeMixer on X [S, C] (Ekambaram et al. 2024, arXiv 2401.03955): U = X + gate(MLP(LN(X)^T))^T, Y = U + gate(MLP(LN(U))), with
/// gate(z) = z * softmax(A z + a) and dropout behind the activation and the second map.
/// </summary>
internal sealed class GatedMixerBlockLayer : Layer
{
    /// <summary>PyTorch's epsilon, which the files have.</summary>
    private const float DefaultEpsilon = 1e-5f;

    public override string DefaultName => "mixer_layers";

    public override bool IsNumbered => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "expansion")
        & problems.RequireEpsilon(spec, spec.Float("Epsilon", DefaultEpsilon))
        & problems.RequireRate(spec, DropoutLayer.Argument)
        & problems.RequireTokens(spec, input)
        && LayerSequence.Fits(spec, input, (long)input.Last * spec.Int("expansion"), problems)
            ? input
            : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        // Several samples inside of the sample have their tokens in rows of their transposes, once for all maps; those of a single one are mixed where they lie.
        Func<Value, Value> patchMixer = input.Shape.Series > 1
            ? x => TransposeLayer.Transpose(builder, Mlp(spec, builder, TransposeLayer.Transpose(builder, x), overTokens: false))
            : x => Mlp(spec, builder, x, overTokens: true);
        Value patches = Mix(spec, builder, "patch_mixer", input, patchMixer);
        return Mix(spec, builder, "feature_mixer", patches, x => Mlp(spec, builder, x, overTokens: false));
    }

    private static Value Mix(LayerSpec spec, ProgramBuilder builder, string name, Value input, Func<Value, Value> mlp)
    {
        using (builder.Scope(name))
        {
            Value normalised;
            using (builder.Scope("norm"))
            using (builder.Scope("norm"))
            {
                normalised = LayerNormLayer.Norm(builder, input, spec.Float("Epsilon", DefaultEpsilon));
            }

            return builder.Append(new AddOp(input, mlp(normalised), builder.Activation("sum", input.Shape)));
        }
    }

    private static Value Mlp(LayerSpec spec, ProgramBuilder builder, Value input, bool overTokens)
    {
        int width = overTokens ? input.Shape.Dimensions[0] : input.Shape.Last, hidden = width * spec.Int("expansion");
        double dropout = spec.Double(DropoutLayer.Argument, 0);
        Value value = input;
        using (builder.Scope("mlp"))
        {
            using (builder.Scope("fc1"))
            {
                value = Map(hidden, StandardMlpBlockLayer.FanIn(width));
                value = DropoutLayer.Apply(builder, dropout, ActivationLayer.Apply(builder, ActivationFunction.Gelu, value));
            }

            using (builder.Scope("fc2"))
            {
                value = Map(width, StandardMlpBlockLayer.FanIn(hidden));
                value = DropoutLayer.Apply(builder, dropout, value);
            }
        }

        using (builder.Scope("gating_block"))
        {
            return SoftmaxGateLayer.Gate(builder, value, overTokens: overTokens);
        }

        Value Map(int outputs, string initial) => overTokens
            ? TokenLinearLayer.Dense(builder, value, outputs, true, initial, initial)
            : LinearLayer.Dense(builder, value, outputs, true, initial, initial);
    }
}
