using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The MLP of the channels as timm has it in all of its blocks: a map to <c>channelHidden</c>, what stands between, a map back, dropout behind both.</summary>
internal static class ChannelMlp
{
    /// <summary>timm's initial values for the biases of MLPs.</summary>
    public const string BiasInitializer = "Initializer.Normal(1e-6f)";

    /// <summary>The MLP under the open scope.</summary>
    /// <param name="spec">The block.</param>
    /// <param name="builder">Takes it.</param>
    /// <param name="input">Its input.</param>
    /// <param name="activate">The activation, under the scope of the first map.</param>
    /// <param name="gate">What comes behind it and its dropout, under the scope of the MLP; null for nothing.</param>
    public static Value Write(LayerSpec spec, ProgramBuilder builder, Value input, Func<Value, Value> activate, Func<Value, Value>? gate = null)
    {
        double dropout = spec.Double(DropoutLayer.Argument, 0);
        (int channels, int width) = (input.Shape.Last, spec.Int("channelHidden"));
        bool hasBias = spec.Bool("Bias", true);
        Value hidden = builder.Under("fc1", () => DropoutLayer.Apply(
            builder, dropout, activate(LinearLayer.Dense(builder, input, width, hasBias, LinearLayer.Xavier(channels, width), BiasInitializer))));
        Value gated = gate is null ? hidden : gate(hidden);
        return builder.Under("fc2", () => DropoutLayer.Apply(
            builder, dropout, LinearLayer.Dense(builder, gated, channels, hasBias, LinearLayer.Xavier(gated.Shape.Last, channels), BiasInitializer)));
    }
}
