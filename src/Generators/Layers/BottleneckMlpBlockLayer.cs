using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// One block of the inverted bottleneck MLP of Scaling MLPs (Bachmann et al. 2023, arXiv 2306.13575): z + Wc phi(We LN(z)) with
/// We [k m, m] and Wc [m, k m], for z of m features and an expansion of k. As in the authors' code dropout may follow phi and Wc.
/// </summary>
internal sealed class BottleneckMlpBlockLayer : Layer
{
    public override string DefaultName => "blocks";

    public override bool IsNumbered => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        bool isGood = problems.RequirePositive(spec, "expansion")
            & problems.RequireEpsilon(spec, spec.Float("Epsilon", StandardMlpBlockLayer.DefaultEpsilon))
            & problems.RequireRate(spec, DropoutLayer.Argument)
            & problems.RequireRate(spec, StochasticDepth.Argument)
            & problems.RejectImage(spec, input);
        return isGood && LayerSequence.Fits(spec, input, (long)input.Last * spec.Int("expansion"), problems) ? input : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        int width = input.Shape.Last;
        int hidden = width * spec.Int("expansion");
        bool hasBias = spec.Bool("Bias", true);
        double dropout = spec.Double(DropoutLayer.Argument, 0);

        Value value;
        using (builder.Scope("norm"))
        {
            value = LayerNormLayer.Norm(builder, input, spec.Float("Epsilon", StandardMlpBlockLayer.DefaultEpsilon));
        }

        using (builder.Scope("fc1"))
        {
            value = LinearLayer.Dense(builder, value, hidden, hasBias, StandardMlpBlockLayer.FanIn(width), StandardMlpBlockLayer.FanIn(width));
            value = DropoutLayer.Apply(builder, dropout, ActivationLayer.Apply(builder, (ActivationFunction)spec.Int("Activation"), value));
        }

        using (builder.Scope("fc2"))
        {
            value = LinearLayer.Dense(builder, value, width, hasBias, StandardMlpBlockLayer.FanIn(hidden), StandardMlpBlockLayer.FanIn(hidden));
            value = DropoutLayer.Apply(builder, dropout, value);
        }

        value = StochasticDepth.Apply(spec, builder, value);
        using (builder.Scope("fc2"))
        {
            return builder.Append(new AddOp(input, value, builder.Activation("sum", value.Shape)));
        }
    }
}
