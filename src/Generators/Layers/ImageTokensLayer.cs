using SparseGen.Generators.IR;
using SparseGen.Generators.Parsing;

namespace SparseGen.Generators.Layers;

/// <summary>The pixels of an image as tokens.</summary>
internal sealed class ImageTokensLayer : Layer
{
    public override string DefaultName => "tokens";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequireImage(spec, input) ? Shape.Of(input.Dimensions[1] * input.Dimensions[2], input.Dimensions[0]) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) => ImageChannels.Last(builder, input);
}
