using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Lets the derivative of a layer norm read the gradient of a mean over its rows where that lies, on GPUs: a copy for each row would be a launch, and be read once.
/// </summary>
internal static class MeanGradients
{
    /// <summary>The region without such copies.</summary>
    /// <param name="region">The region, fused; it is not changed.</param>
    /// <param name="reads">How often a value is read, carried or kept in the pass.</param>
    public static Region Fold(Region region, Func<Value, int> reads) => region.Rewritten(nodes =>
    {
        var folded = new Dictionary<Node, Node?>();
        foreach (BroadcastOp copies in nodes.OfType<BroadcastOp>().Where(copies => copies.KeepsColumns && reads(copies.Output) == 1))
        {
            if (nodes.OfType<LayerNormGradientOp>().FirstOrDefault(norm => norm.OutputGradient == copies.Output) is { } norm)
            {
                folded[copies] = null;
                folded[norm] = norm.OfMean(copies.Input, copies.Divisor);
            }
        }

        return nodes.Select(node => folded.TryGetValue(node, out Node? other) ? other : node).OfType<Node>();
    });
}
