using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>The kinds of <c>LinearMap</c>, in the order of its members.</summary>
internal enum LinearMapKind
{
    Dense,
    Monarch,
    Sparse,
}

/// <summary>Which linear map a block uses along one dimension. All blocks choose here, so that a new kind of map reaches them all.</summary>
/// <param name="Axis">The dimension.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Blocks">Blocks of a Monarch map.</param>
/// <param name="Density">Share of the weights that a sparse map keeps.</param>
/// <param name="Seed">Seed of a sparse map's mask; the tensor's name tells masks of one seed apart.</param>
internal sealed record LinearMapChoice(MixingAxis Axis, LinearMapKind Kind, int Blocks, double Density, int Seed) : Unprinted
{
    /// <summary>The choice of a declaration.</summary>
    /// <param name="spec">The declaration.</param>
    /// <param name="argument">Its argument: TokenMap or ChannelMap.</param>
    /// <param name="axis">The dimension.</param>
    public static LinearMapChoice From(LayerSpec spec, string argument, MixingAxis axis) => new(
        axis, (LinearMapKind)spec.Int(argument), spec.Int("Blocks", BlockDiagonalLayer.DefaultBlocks), spec.Double("Density", 0), spec.Int("Seed"));

    /// <summary>Checks that the map fits between two sizes.</summary>
    /// <returns>Whether it does.</returns>
    public bool Check(LayerSpec spec, int inputs, int outputs, DiagnosticBag problems) => Kind switch
    {
        LinearMapKind.Monarch => problems.RequireBlocks(spec, Blocks, inputs, outputs),
        LinearMapKind.Sparse => problems.RequireDensity(spec, Density, inputs, outputs),
        _ => true,
    };

    /// <summary>
    /// The map under the open scope, started by Xavier's rule or with the same variance of outputs. In front of a gate the half of the outputs that opens it starts near 0 and its
    /// biases at 1, as in timm's GLU: all is let through at first. Only dense maps have a half of weights for it.
    /// </summary>
    public Value Apply(ProgramBuilder builder, Value input, int outputs, bool hasBias, string biases, bool isGated = false)
    {
        biases = isGated ? $"Initializer.Halves({biases}, Initializer.Ones)" : biases;
        string Weights(int inputs) => isGated ? $"Initializer.Halves({LinearLayer.Xavier(inputs, outputs)}, Initializer.Normal(1e-6f))" : LinearLayer.Xavier(inputs, outputs);
        return (Kind, Axis) switch
        {
            (LinearMapKind.Monarch, _) => MonarchLayer.Map(builder, Axis, input, outputs, Blocks, hasBias, biases),
            (LinearMapKind.Sparse, MixingAxis.Tokens) => SparseLinearLayer.Tokens(builder, input, outputs, Density, Seed, hasBias, biases),
            (LinearMapKind.Sparse, _) => SparseLinearLayer.Channels(builder, input, outputs, Density, Seed, hasBias, biases),
            (_, MixingAxis.Tokens) => TokenLinearLayer.Dense(builder, input, outputs, hasBias, Weights(input.Shape.Dimensions[0]), biases),
            _ => LinearLayer.Dense(builder, input, outputs, hasBias, Weights(input.Shape.Last), biases),
        };
    }
}
