using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The mean over the tokens.</summary>
internal sealed class TokenMeanLayer : Layer
{
    public override string DefaultName => "pool";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequireTokens(spec, input) ? input.With(input.Last) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        Value mean = builder.Activation("mean", input.Shape.With(input.Shape.Last));
        int tokens = input.Shape.Dimensions[0];
        return builder.Append(input.Shape.Series > 0
            ? new ReduceOp(TransposeLayer.Transpose(builder, input), mean, BiasAxis.Rows, divisor: tokens)
            : new ReduceOp(input, mean, BiasAxis.Columns, divisor: tokens));
    }
}
