using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The layers of a block, y = block(x), with a residual y = x + block(x), where stochastic depth may leave the block out, or y = x * block(x).</summary>
internal sealed class UseLayer : Layer
{
    /// <summary>Used blocks are called by their class; see <see cref="LayerNames"/>.</summary>
    public override string DefaultName => "block";

    /// <summary>A repeated block has the loop of a repeated MixerBlock, so that one written by hand gives the same text.</summary>
    public override string LoopVariable => "block";

    /// <summary>Its layers are asked themselves.</summary>
    public override bool TakesSeries(LayerSpec spec, Shape input, Shape output) => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (problems.RequireRate(spec, StochasticDepth.Argument) && spec.Double(StochasticDepth.Argument, 0) is > 0 and var rate && !HasResidual(spec))
        {
            problems.Report(Descriptors.DepthWithoutResidual, spec.Title, rate);
        }

        if (HasResidual(spec) && HasProduct(spec))
        {
            problems.Report(Descriptors.ResidualAndProduct, spec.Title, spec.Block!);
        }

        Shape? output = LayerSequence.Infer(spec.Body, input, problems);
        if (output is null || output == input || !(HasResidual(spec) || HasProduct(spec)))
        {
            return output;
        }

        if (HasProduct(spec))
        {
            problems.Report(Descriptors.FactorsDiffer, spec.Title, "its input", input, spec.Block!, output);
        }
        else
        {
            problems.Report(Descriptors.ResidualChangesShape, spec.Title, input, output);
        }

        return null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        bool isLast = builder.IsLastLayer;
        builder.IsLastLayer = false;
        Value output = LayerSequence.Lower(spec.Body, input, builder);
        builder.IsLastLayer = isLast;
        return HasResidual(spec) ? builder.Append(new AddOp(input, StochasticDepth.Apply(spec, builder, output), builder.Activation("sum", output.Shape)))
            : HasProduct(spec) ? builder.Append(new MultiplyOp(input, output, builder.Activation("product", output.Shape)))
            : output;
    }

    private static bool HasProduct(LayerSpec spec) => spec.Bool("Product", false);

    private static bool HasResidual(LayerSpec spec) => spec.Bool("Residual", false);
}
