using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// A Kronecker layer, W X V + b: r(WXV) = (W kron V^T) r(X) in row-major order (Hayase and Karakida 2024, arXiv 2306.01470). The two
/// products are taken in the order that costs less.
/// </summary>
internal sealed class KroneckerLayer : Layer
{
    public override string DefaultName => "kronecker";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "tokens") & problems.RequirePositive(spec, "channels") & problems.RequireTokens(spec, input)
            ? Shape.Of(spec.Int("tokens"), spec.Int("channels"))
            : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int tokensIn, int channelsIn) = (input.Shape.Rows, input.Shape.Last);
        (int tokens, int channels) = (spec.Int("tokens"), spec.Int("channels"));
        Value tokenWeight = Weight(builder, "tokens", tokens, tokensIn, ParameterStorage.RowMajor);
        Value channelWeight = Weight(builder, "channels", channels, channelsIn, ParameterStorage.Panels);
        Value? bias = spec.Bool("Bias", true) ? builder.Parameter("bias", Shape.Of(channels), "Initializer.Zeros") : null;

        decimal tokensFirst = ((decimal)tokens * tokensIn * channelsIn) + ((decimal)tokens * channelsIn * channels); // Too much for longs.
        decimal channelsFirst = ((decimal)tokensIn * channelsIn * channels) + ((decimal)tokens * tokensIn * channels);
        return tokensFirst <= channelsFirst
            ? LinearLayer.Product(builder, TokenLinearLayer.Product(builder, input, tokenWeight, null, BiasAxis.Rows), channelWeight, bias)
            : TokenLinearLayer.Product(builder, LinearLayer.Product(builder, input, channelWeight, null), tokenWeight, bias, BiasAxis.Columns);
    }

    private static Value Weight(ProgramBuilder builder, string name, int outputs, int inputs, ParameterStorage storage)
    {
        using (builder.Scope(name))
        {
            return builder.Parameter("weight", Shape.Of(outputs, inputs), LinearLayer.Xavier(inputs, outputs), storage);
        }
    }
}
