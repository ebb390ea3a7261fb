using SparseGen.Generators.Ops;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Layers;

/// <summary>A dense map of the tokens, W X with W [outputs, tokens]; r(WX) = (W kron I_C) r(X) in row-major order.</summary>
internal static class TokenLinear
{
    public static Value Dense(ProgramBuilder builder, Value input, int outputs, bool hasBias, string weights, string biases)
    {
        (int tokens, int channels) = (input.Shape.Rows, input.Shape.Last);
        Value weight = builder.Parameter("weight", Shape.Of(outputs, tokens), weights);
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(outputs), biases) : null;
        return builder.Append(new ProductOp(
            new Extents(1, outputs, tokens, channels),
            weight, new Strides(0, tokens, 1),
            input, new Strides(0, channels, 1),
            builder.Activation("linear", Shape.Of(outputs, channels)), new Strides(0, channels, 1),
            bias, BiasAxis.Rows));
    }
}
