using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Layers;

/// <summary>y = (M . W) x + b on the last dimension, with a static random mask M of an exact number of weights, the map of SW-MLP (Hayase and Karakida 2024, arXiv 2306.01470, S.16).</summary>
internal sealed class SparseLinearLayer : Layer
{
    public override string DefaultName => "sparse";

    public override Shape? Infer(LayerSpec spec, Shape input, Problems problems)
    {
        int outputs = spec.Int("outputs");
        bool isGood = problems.IsPositive(spec, "outputs") & problems.HasNoImage(spec, input);
        return isGood && problems.IsDensity(spec, spec.Double("density", 1), input.Last, outputs) ? input.WithLast(outputs) : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) =>
        Channels(builder, input, spec.Int("outputs"), spec.Double("density", 1), spec.Int("Seed"), spec.Bool("Bias", true), "Initializer.Zeros");

    /// <summary>A sparse map of the last dimension under the open scope; shared with the blocks.</summary>
    public static Value Channels(ProgramBuilder builder, Value input, int outputs, double density, int seed, bool hasBias, string biases)
    {
        int inputs = input.Shape.Last;
        Value weight = Weight(builder, inputs, outputs, density, seed);
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(outputs), biases) : null;
        return builder.Append(new ProductOp(
            new Extents(1, input.Shape.Rows, inputs, outputs),
            input, new Strides(0, inputs, 1),
            weight, new Strides(0, 1, inputs),
            builder.Activation("linear", input.Shape.WithLast(outputs)), new Strides(0, outputs, 1),
            bias, BiasAxis.Columns));
    }

    /// <summary>A sparse map of the tokens, (M . W) X, under the open scope.</summary>
    public static Value Tokens(ProgramBuilder builder, Value input, int outputs, double density, int seed, bool hasBias, string biases)
    {
        (int tokens, int channels) = (input.Shape.Rows, input.Shape.Last);
        Value weight = Weight(builder, tokens, outputs, density, seed);
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(outputs), biases) : null;
        return builder.Append(new ProductOp(
            new Extents(1, outputs, tokens, channels),
            weight, new Strides(0, tokens, 1),
            input, new Strides(0, channels, 1),
            builder.Activation("linear", Shape.Of(outputs, channels)), new Strides(0, channels, 1),
            bias, BiasAxis.Rows));
    }

    /// <summary>The kept weights; they start with the dense layer's variance over the density that the mask really has.</summary>
    private static Value Weight(ProgramBuilder builder, int inputs, int outputs, double density, int seed)
    {
        int count = (int)MaskSpec.KeptOf(density, inputs, outputs);
        double kept = (double)count / ((long)inputs * outputs);
        return builder.SparseParameter(
            "weight", Shape.Of(outputs, inputs), $"Initializer.XavierUniform({Text.Of(inputs)}, {Text.Of(outputs)}, {Text.Of(kept)})", new MaskSpec(count, seed));
    }
}
