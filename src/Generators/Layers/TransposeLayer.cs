using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>X^T of X [S, C]: tokens become channels and channels tokens. Planning folds it with other permutations; of a single row or column nothing is moved.</summary>
internal sealed class TransposeLayer : Layer
{
    public override string DefaultName => "transpose";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) => problems.RequireTokens(spec, input) ? input.With(input.Last, input.Dimensions[0]) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) => Transpose(builder, input);

    /// <summary>A transposition under the open scope; shared with other layers.</summary>
    public static Value Transpose(ProgramBuilder builder, Value input)
    {
        (int tokens, int channels) = (input.Shape.Dimensions[0], input.Shape.Last);
        Value output = builder.Activation("transposed", input.Shape.With(channels, tokens));
        if (input.Shape.Series > 1 && tokens > 1 && channels > 1)
        {
            return builder.Append(new RearrangeOp(
                [new IndexDimension("token", tokens, channels, 1), new IndexDimension("channel", channels, 1, tokens)], input, output, input.Shape.Series));
        }

        return builder.Append(tokens == 1 || channels == 1 ? new ViewOp(input, output) : new PermuteOp([new Commutation(tokens, channels)], input, output));
    }
}
