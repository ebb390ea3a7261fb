using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>y = U V x + b along the last dimension: two products with few numbers between them.</summary>
internal sealed class LowRankLayer : Layer
{
    public override string DefaultName => "lowrank";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems) =>
        problems.RequirePositive(spec, "outputs") & problems.RequirePositive(spec, "rank") & problems.RejectImage(spec, input)
        && problems.RequireRank(spec, $"maps {Emission.Text.Of(input.Last)} inputs to {Emission.Text.Of(spec.Int("outputs"))} outputs", Math.Min(input.Last, spec.Int("outputs")))
            ? input.WithLast(spec.Int("outputs"))
            : null;

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int inputs, int outputs, int rank) = (input.Shape.Last, spec.Int("outputs"), spec.Int("rank"));
        Value middle = builder.Under("down", () => LinearLayer.Dense(builder, input, rank, false, SpectralInitial.Of(inputs, rank), ""));
        return builder.Under("up", () => LinearLayer.Dense(builder, middle, outputs, spec.Bool("Bias", true), SpectralInitial.Of(rank, outputs), "Initializer.Zeros"));
    }
}
