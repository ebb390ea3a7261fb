using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>Lets products on GPUs store their result where another op would move it, and add what that adds: a pass over memory less, and a launch.</summary>
internal static class MovedResults
{
    /// <summary>The region without the moves of what only they read.</summary>
    /// <param name="region">The region, fused or not; it is not changed.</param>
    /// <param name="reads">How often a value is read, carried or kept in the pass.</param>
    public static Region Fold(Region region, Func<Value, int> reads) => region.Rewritten(nodes =>
    {
        var folded = new Dictionary<Node, Node?>();
        foreach (IMove move in nodes.OfType<IMove>().Where(move => move.Map is not null && reads(move.Input) == 1))
        {
            if (nodes.OfType<Op>().FirstOrDefault(op => op.Outputs.Contains(move.Input)) is { } producer && !folded.ContainsKey(producer) && Behind(move, producer) is { } other)
            {
                folded[producer] = other;
                folded[(Op)move] = null;
            }
        }

        return nodes.Select(node => folded.TryGetValue(node, out Node? other) ? other : node).OfType<Node>();
    });

    /// <summary>A product that nothing is done to on its way to memory, for that would be done at another place.</summary>
    private static Op? Behind(IMove move, Op producer) => producer switch
    {
        ProductOp product => TiledProduct.Behind(move, product),
        FusedProduct { Residual: null, Epilogue: null, WeightGradient: null } fused when TiledProduct.Behind(move, fused.Product) is { } product => new FusedProduct(product),
        _ => null,
    };
}
