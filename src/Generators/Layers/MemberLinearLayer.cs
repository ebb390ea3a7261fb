using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>y_i = W_i x_i + b_i for each token: the block-diagonal map of the sample as one row (TabM's heads; Gorishniy et al. 2024, arXiv 2410.24210).</summary>
internal sealed class MemberLinearLayer : Layer
{
    /// <summary>As TabM calls it.</summary>
    public override string DefaultName => "output";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "outputs") & problems.RequireTokens(spec, input) ? input.WithLast(spec.Int("outputs")) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int tokens, int inputs, int outputs) = (input.Shape.Dimensions[0], input.Shape.Last, spec.Int("outputs"));
        string fan = StandardMlpBlockLayer.FanIn(inputs);
        var product = new BlockProduct(builder, MixingAxis.Channels);
        Value weight = product.Weight("weight", tokens, outputs, inputs, fan);
        Value? bias = spec.Bool("Bias", true) ? builder.Parameter("bias", Shape.Of(tokens, outputs), fan) : null;
        Value row = ReshapeLayer.Reshape(builder, input, Shape.Of(input.Size));
        Value mapped = product.Multiply(row, BlockPlaces.Contiguous(inputs), weight, tokens, BlockPlaces.Contiguous(outputs), bias);
        return ReshapeLayer.Reshape(builder, mapped, input.Shape.WithLast(outputs));
    }
}
