using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The sum over the last dimension.</summary>
internal sealed class FeatureSumLayer : Layer
{
    public override string DefaultName => "sum";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) => problems.RejectImage(spec, input) ? input.WithLast(1) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) =>
        builder.Append(new ReduceOp(input, builder.Activation("sum", input.Shape.WithLast(1)), BiasAxis.Rows));
}
