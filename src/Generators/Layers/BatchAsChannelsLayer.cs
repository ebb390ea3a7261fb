using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Samples inside of a sample as the columns of one matrix.</summary>
internal sealed class BatchAsChannelsLayer : Layer
{
    public override string DefaultName => "channels_end";

    public override bool TakesSeries(LayerSpec spec, Shape input, Shape output) => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequireOnce(spec) & problems.RejectImage(spec, input) && problems.Close(spec.Kind, "ChannelsAsBatch") is not null
            ? Shape.Of(Sizes.Activation(input.SizeOfSeries), input.Series)
            : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        Shape rows = Shape.Of(input.Shape.Series, Sizes.Activation(input.Shape.SizeOfSeries));
        return TransposeLayer.Transpose(builder, builder.Append(new ViewOp(input, builder.Activation("rows", rows))));
    }
}
