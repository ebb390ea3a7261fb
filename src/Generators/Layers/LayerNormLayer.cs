using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>Layer normalisation of the last dimension with learned scale and shift (Ba et al. 2016, arXiv 1607.06450).</summary>
internal sealed class LayerNormLayer : Layer
{
    /// <summary>timm's epsilon.</summary>
    public const float DefaultEpsilon = 1e-6f;

    public override string DefaultName => "norm";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequireEpsilon(spec, spec.Float("Epsilon", DefaultEpsilon)) & problems.RejectImage(spec, input) ? input : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) =>
        Norm(builder, input, spec.Float("Epsilon", DefaultEpsilon), spec.Bool("Bias", true));

    /// <summary>A layer norm under the open scope; shared with the blocks.</summary>
    public static Value Norm(ProgramBuilder builder, Value input, float epsilon, bool hasBias = true)
    {
        Value weight = builder.Parameter("weight", Shape.Of(input.Shape.Last), "Initializer.Ones");
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(input.Shape.Last), "Initializer.Zeros") : null;
        return builder.Append(new LayerNormOp(epsilon, input, weight, bias, builder.Activation("normalised", input.Shape)));
    }
}
