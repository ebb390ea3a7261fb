using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>The mean of each channel over the whole image.</summary>
internal sealed class GlobalAveragePoolLayer : Layer
{
    public override string DefaultName => "pool";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequireImage(spec, input) ? Shape.Of(input.Dimensions[0]) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        Value pixels = ImageChannels.Last(builder, input);
        return builder.Append(new ReduceOp(pixels, builder.Activation("mean", Shape.Of(pixels.Shape.Last)), BiasAxis.Columns, divisor: pixels.Shape.Rows));
    }
}
