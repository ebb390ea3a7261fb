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
        problems.RequireEpsilon(spec, spec.Float("Epsilon", DefaultEpsilon))
        & (IsOverTokens(spec) ? problems.RequireTokens(spec, input) : problems.RejectImage(spec, input))
            ? input
            : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) => IsOverTokens(spec)
        ? OverTokens(builder, input, spec.Float("Epsilon", DefaultEpsilon), spec.Bool("Bias", true))
        : Norm(builder, input, spec.Float("Epsilon", DefaultEpsilon), spec.Bool("Bias", true));

    /// <summary>A layer norm under the open scope; shared with the blocks.</summary>
    public static Value Norm(ProgramBuilder builder, Value input, float epsilon, bool hasBias = true)
    {
        Value weight = builder.Parameter("weight", Shape.Of(input.Shape.Last), "Initializer.Ones");
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(input.Shape.Last), "Initializer.Zeros") : null;
        return builder.Append(new LayerNormOp(epsilon, input, weight, bias, builder.Activation("normalised", input.Shape)));
    }

    /// <summary>A layer norm of all numbers of a sample, which then are one row.</summary>
    private static Value OverTokens(ProgramBuilder builder, Value input, float epsilon, bool hasBias)
    {
        Shape row = input.Shape.With(Sizes.Activation(input.Shape.SizeOfSeries)), learned = new Shape(input.Shape.Dimensions);
        Value weight = builder.Parameter("weight", learned, "Initializer.Ones");
        Value? bias = hasBias ? builder.Parameter("bias", learned, "Initializer.Zeros") : null;
        Value flat = builder.Append(new ViewOp(input, builder.Activation("flat", row)));
        Value normalised = builder.Append(new LayerNormOp(epsilon, flat, weight, bias, builder.Activation("normalised", row)));
        return builder.Append(new ViewOp(normalised, builder.Activation("output", input.Shape)));
    }

    private static bool IsOverTokens(LayerSpec spec) => spec.Bool("OverTokens", false);
}
