using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>The largest number of each channel that a window sees.</summary>
internal sealed class MaxPoolLayer : Layer
{
    public override string DefaultName => "pool";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) => ImageChannels.Pool(spec, input, problems);

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) =>
        ImageChannels.Pool(spec, input, builder, static (window, pixels, output) => new MaxPoolOp(window, pixels, output));
}
