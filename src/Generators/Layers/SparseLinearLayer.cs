using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// y = (M . W) x + b on the last dimension, with a static random mask M of an exact number of weights, the map of SW-MLP (Hayase and Karakida 2024, arXiv
/// 2306.01470, S.16).
/// </summary>
internal sealed class SparseLinearLayer : Layer
{
    private const string List = "KeptList";

    public override string DefaultName => "sparse";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        int outputs = spec.Int("outputs");
        bool isGood = problems.RequirePositive(spec, "outputs") & problems.RejectImage(spec, input) & IsListGood(spec, problems);
        return isGood && problems.RequireDensity(spec, spec.Double("density", 1), input.Last, outputs) ? input.WithLast(outputs) : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder) =>
        Channels(
            builder, input, spec.Int("outputs"), spec.Double("density", 1), spec.Int("Seed"), spec.Bool("Bias", true), "Initializer.Zeros", spec.Find(List)?.Member);

    /// <summary>A sparse map of the last dimension under the open scope; shared with the blocks.</summary>
    public static Value Channels(ProgramBuilder builder, Value input, int outputs, double density, int seed, bool hasBias, string biases, ListMember? kept = null)
    {
        Value weight = Weight(builder, input.Shape.Last, outputs, density, seed, kept);
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(outputs), biases) : null;
        return LinearLayer.Product(builder, input, weight, bias);
    }

    /// <summary>A sparse map of the tokens, (M . W) X, under the open scope.</summary>
    public static Value Tokens(ProgramBuilder builder, Value input, int outputs, double density, int seed, bool hasBias, string biases)
    {
        Value weight = Weight(builder, input.Shape.Rows, outputs, density, seed);
        Value? bias = hasBias ? builder.Parameter("bias", Shape.Of(outputs), biases) : null;
        return TokenLinearLayer.Product(builder, input, weight, bias, BiasAxis.Rows);
    }

    /// <summary>A member that lists the kept weights has to be one that can, and then no seed draws them.</summary>
    private static bool IsListGood(LayerSpec spec, DiagnosticBag problems)
    {
        if (spec.Find(List)?.Fault is { } fault)
        {
            problems.Report(Descriptors.MaskMemberUnusable, spec.Kind, List, fault);
            return false;
        }

        if (spec.Find(List)?.Member is not null && spec.Number("Seed") is double seed)
        {
            problems.Report(Descriptors.SeedOfListedMask, spec.Kind, seed, List);
            return false;
        }

        return true;
    }

    /// <summary>The kept weights; they start with the dense layer's variance over the density that the mask really has.</summary>
    private static Value Weight(ProgramBuilder builder, int inputs, int outputs, double density, int seed, ListMember? member = null)
    {
        int count = (int)MaskSpec.KeptOf(density, inputs, outputs);
        double kept = (double)count / ((long)inputs * outputs);
        return builder.Parameter(
            "weight", Shape.Of(outputs, inputs), $"Initializer.XavierUniform({Text.Of(inputs)}, {Text.Of(outputs)}, {Text.Of(kept)})", mask: new MaskSpec(count, seed, member));
    }
}
