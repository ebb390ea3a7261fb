using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// A dense map of the tokens, W X + b with W [outputs, tokens]; r(WX) = (W kron I_C) r(X) in row-major order (Hayase and Karakida 2024, arXiv 2306.01470).
/// </summary>
internal sealed class TokenLinearLayer : Layer
{
    /// <summary>Numbered together with Linear: both are maps of an MLP.</summary>
    public override string DefaultName => "fc";

    public override bool CountsFromOne => true;

    public override LayerSpec Close(LayerSpec spec, Shape sequence) => OpenSizes.Close(spec, "outputs", sequence.Dimensions[0]);

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "outputs") & problems.RequireTokens(spec, input) ? input.With(spec.Int("outputs"), input.Last) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        int outputs = spec.Int("outputs");
        return Dense(builder, input, outputs, spec.Bool("Bias", true), LinearLayer.Xavier(input.Shape.Dimensions[0], outputs), "Initializer.Zeros");
    }

    /// <summary>A dense map of the tokens under the open scope; shared with the blocks.</summary>
    public static Value Dense(ProgramBuilder builder, Value input, int outputs, bool hasBias, string weights, string biases)
    {
        if (input.Shape.Series > 1)
        {
            // The tokens of each of several samples inside of the sample are the columns of its transpose.
            return TransposeLayer.Transpose(builder, LinearLayer.Dense(builder, TransposeLayer.Transpose(builder, input), outputs, hasBias, weights, biases));
        }

        int tokens = input.Shape.Rows;
        Value weight = builder.Parameter("weight", Shape.Of(outputs, tokens), weights);
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(outputs), biases) : null;
        return Product(builder, input, weight, bias, BiasAxis.Rows);
    }

    /// <summary>weight X + bias.</summary>
    public static Value Product(ProgramBuilder builder, Value input, Value weight, Value? bias, BiasAxis biasAxis)
    {
        (int outputs, int tokens, int channels) = (weight.Shape.Rows, input.Shape.Rows, input.Shape.Last);
        return builder.Append(new ProductOp(
            new Extents(1, outputs, tokens, channels),
            weight, new Strides(0, tokens, 1),
            input, new Strides(0, channels, 1),
            builder.Activation("linear", input.Shape.With(outputs, channels)), new Strides(0, channels, 1),
            bias, biasAxis));
    }
}
