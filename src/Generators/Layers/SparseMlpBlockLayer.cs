using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// The block of SW-MLP (Hayase and Karakida 2024, arXiv 2306.01470): x + phi((M . W) LN(x)), S.16; with an expansion gamma
/// x + phi((M2 . W2) phi((M1 . W1) LN(x))), S.17, with gamma m hidden features.
/// </summary>
internal sealed class SparseMlpBlockLayer : Layer
{
    public override string DefaultName => "blocks";

    public override bool IsNumbered => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        int expansion = spec.Int("Expansion");
        bool isGood = problems.RejectImage(spec, input) & problems.RequireEpsilon(spec, spec.Float("Epsilon", LayerNormLayer.DefaultEpsilon))
            & problems.RequireRate(spec, StochasticDepth.Argument) & problems.RequireNotNegative(spec, "Expansion", "for the form with one layer");

        long hidden = (long)Math.Max(expansion, 1) * input.Last;
        return isGood && problems.RequireDensity(spec, spec.Double("density", 1), input.Last, hidden) ? input : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        int features = input.Shape.Last;
        int expansion = spec.Int("Expansion");
        Value value;
        using (builder.Scope("norm"))
        {
            value = LayerNormLayer.Norm(builder, input, spec.Float("Epsilon", LayerNormLayer.DefaultEpsilon));
        }

        if (expansion > 0)
        {
            value = Map(spec, builder, "fc1", value, expansion * features);
        }

        value = Map(spec, builder, expansion > 0 ? "fc2" : "fc", value, features);
        value = StochasticDepth.Apply(spec, builder, value);
        return builder.Append(new AddOp(input, value, builder.Activation("sum", value.Shape)));
    }

    /// <summary>phi((M . W) x).</summary>
    private static Value Map(LayerSpec spec, ProgramBuilder builder, string name, Value input, int outputs)
    {
        using (builder.Scope(name))
        {
            Value mapped = SparseLinearLayer.Channels(
                builder, input, outputs, spec.Double("density", 1), spec.Int("Seed"), spec.Bool("Bias", true), "Initializer.Zeros");
            return ActivationLayer.Apply(builder, (ActivationFunction)spec.Int("Activation"), mapped);
        }
    }
}
