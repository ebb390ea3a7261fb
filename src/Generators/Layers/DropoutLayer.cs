using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Dropout of single numbers (Srivastava et al. 2014), scaled in training so that inference has nothing to do.</summary>
internal sealed class DropoutLayer : Layer
{
    /// <summary>The argument of blocks that have dropout inside.</summary>
    public const string Argument = "Dropout";

    public override string DefaultName => "dropout";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequireRate(spec, "rate") & problems.RejectImage(spec, input) ? input : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) => Apply(builder, spec.Double("rate", 0), input);

    /// <summary>Dropout under the open scope; shared with the blocks.</summary>
    public static Value Apply(ProgramBuilder builder, double rate, Value input) => rate == 0
        ? input
        : builder.Append(new DropoutOp(rate, DropoutUnit.Element, builder.Noise("dropout"), input, builder.Activation("dropped", input.Shape)));
}
