using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// Stochastic depth (Huang et al. 2016, arXiv 1603.09382): in training a residual branch is left out for a whole sample with a probability, and
/// else scaled by one over the other probability. Shared by the blocks that have the argument of that name.
/// </summary>
internal static class StochasticDepth
{
    /// <summary>The argument of blocks with a residual.</summary>
    public const string Argument = "StochasticDepth";

    /// <summary>What is added to the residual, under the open scope.</summary>
    public static Value Apply(LayerSpec spec, ProgramBuilder builder, Value branch)
    {
        double rate = spec.Double(Argument, 0);
        return rate == 0
            ? branch
            : builder.Append(new DropoutOp(
                rate, DropoutUnit.Sample, builder.Noise("stochastic_depth"), branch, builder.Activation("branch", branch.Shape)));
    }
}
