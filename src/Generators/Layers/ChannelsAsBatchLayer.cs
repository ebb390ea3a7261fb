using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The columns of a series as samples inside of a sample: transposed, so that each lies in one piece.</summary>
internal sealed class ChannelsAsBatchLayer : Layer
{
    public override string DefaultName => "channels";

    /// <summary>What it opens is a part of whole samples.</summary>
    public override bool TakesSeries(LayerSpec spec, Shape input, Shape output) => false;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        bool isGood = problems.RequireTokens(spec, input) & problems.RequireOnce(spec);
        problems.Open(spec.Kind, "BatchAsChannels", input);
        return isGood ? Opened(input) : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        Value turned = TransposeLayer.Transpose(builder, input);
        return builder.Append(new ViewOp(turned, builder.Activation("series", Opened(input.Shape))));
    }

    private static Shape Opened(Shape input) => Shape.Of(input.Rows).OfSeries(input.Last);
}
