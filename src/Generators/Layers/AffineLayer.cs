using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>y = alpha x + beta over the last dimension (Touvron et al. 2021, arXiv 2105.03404), with timm's names and shapes.</summary>
internal sealed class AffineLayer : Layer
{
    /// <summary>It stands where others have a norm.</summary>
    public override string DefaultName => "norm";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) => problems.RejectImage(spec, input) ? input : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) => Affine(builder, input);

    /// <summary>An affine map under the open scope; shared with the blocks.</summary>
    public static Value Affine(ProgramBuilder builder, Value input)
    {
        Value alpha = builder.Parameter("alpha", Shape.Of(1, 1, input.Shape.Last), "Initializer.Ones");
        Value beta = builder.Parameter("beta", Shape.Of(1, 1, input.Shape.Last), "Initializer.Zeros");
        return builder.Append(new ScaleOp(input, alpha, beta, builder.Activation("affine", input.Shape)));
    }
}
