using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>y = u * (W LN(v) + b) with the halves u and v of the channels (Liu et al. 2021, arXiv 2105.08050), with timm's names and initial values.</summary>
internal sealed class SpatialGateLayer : Layer
{
    /// <summary>PyTorch's epsilon, which timm leaves as it is.</summary>
    public const float DefaultEpsilon = 1e-5f;

    public override string DefaultName => "gate";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequireEpsilon(spec, spec.Float("Epsilon", DefaultEpsilon)) & problems.RequireTokens(spec, input)
        && problems.RequireHalves(spec, "the last dimension", input.Last) ? input.WithLast(input.Last / 2) : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) =>
        Gate(builder, input, spec.Float("Epsilon", DefaultEpsilon), spec.Bool("Bias", true));

    /// <summary>The gate under the open scope; shared with the blocks.</summary>
    public static Value Gate(ProgramBuilder builder, Value input, float epsilon, bool hasBias)
    {
        (Value passed, Value gate) = GateLayer.Split(builder, input, input.Shape.WithLast(input.Shape.Last / 2), input.Shape.Rows);
        using (builder.Scope("norm"))
        {
            gate = LayerNormLayer.Norm(builder, gate, epsilon);
        }

        using (builder.Scope("proj"))
        {
            gate = TokenLinearLayer.Dense(builder, gate, gate.Shape.Dimensions[0], hasBias, "Initializer.Normal(1e-6f)", "Initializer.Ones");
        }

        return builder.Append(new MultiplyOp(passed, gate, builder.Activation("gated", passed.Shape)));
    }
}
