using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// One block of the standard MLP of Scaling MLPs (Bachmann et al. 2023, arXiv 2306.13575): W phi(LN(x)) + b as in the authors' code, or
/// phi(W LN(x) + b) as in the paper.
/// </summary>
internal sealed class StandardMlpBlockLayer : Layer
{
    /// <summary>PyTorch's epsilon, which the authors' code leaves as it is.</summary>
    public const float DefaultEpsilon = 1e-5f;

    public override string DefaultName => "blocks";

    public override bool IsNumbered => true;

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "width")
        & problems.RequireEpsilon(spec, spec.Float("Epsilon", DefaultEpsilon))
        & problems.RejectImage(spec, input) ? input.WithLast(spec.Int("width")) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        Value Activate(Value x) => ActivationLayer.Apply(builder, (ActivationFunction)spec.Int("Activation"), x);
        bool activatesLast = spec.Bool("ActivationLast", false);

        Value value;
        using (builder.Scope("norm"))
        {
            value = LayerNormLayer.Norm(builder, input, spec.Float("Epsilon", DefaultEpsilon));
            value = activatesLast ? value : Activate(value);
        }

        using (builder.Scope("fc"))
        {
            value = LinearLayer.Dense(builder, value, spec.Int("width"), spec.Bool("Bias", true), FanIn(input.Shape.Last), FanIn(input.Shape.Last));
            return activatesLast ? Activate(value) : value;
        }
    }

    /// <summary>PyTorch's initial values for weights and biases of a linear layer.</summary>
    public static string FanIn(int inputs) => $"Initializer.FanInUniform({Text.Of(inputs)})";
}
