using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>The mean of each channel over a window: a depthwise convolution whose weights are all the same.</summary>
internal sealed class AveragePoolLayer : Layer
{
    public override string DefaultName => "pool";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) => ImageChannels.Pool(spec, input, problems);

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) =>
        ImageChannels.Pool(spec, input, builder, static (window, pixels, output) => new DepthwiseOp(window, pixels, null, null, output));
}
