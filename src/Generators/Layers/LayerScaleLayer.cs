using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>y = s x over the last dimension with an s that starts small (Touvron et al. 2021, arXiv 2103.17239).</summary>
internal sealed class LayerScaleLayer : Layer
{
    /// <summary>The argument of blocks that have it inside.</summary>
    public const string Argument = "LayerScale";

    /// <summary>timm's and the paper's initial value with few blocks.</summary>
    public const double DefaultInitial = 1e-4;

    public override string DefaultName => "ls";

    public override bool CountsFromOne => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequireFinite(spec, "initial", DefaultInitial) & problems.RejectImage(spec, input) ? input : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) => Scale(builder, input, spec.Double("initial", 0));

    /// <summary>The scale, whose tensor has the name of the open scope; shared with the blocks.</summary>
    public static Value Scale(ProgramBuilder builder, Value input, double initial)
    {
        Value scale = builder.Parameter("", Shape.Of(input.Shape.Last), $"Initializer.Constant({Text.Of((float)initial)})");
        return builder.Append(new ScaleOp(input, scale, null, builder.Activation("scaled", input.Shape)));
    }
}
