using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The mean over the tokens.</summary>
internal sealed class TokenMeanLayer : Layer
{
    public override string DefaultName => "pool";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequireTokens(spec, input) ? Shape.Of(input.Last) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) =>
        builder.Append(new ReduceOp(input, builder.Activation("mean", Shape.Of(input.Shape.Last)), BiasAxis.Columns, divisor: input.Shape.Rows));
}
