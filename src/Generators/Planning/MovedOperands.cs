using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Lets products read their left operand where it lay before it was moved, patches of an image for one: on GPUs that is an index map in the loads of a tile, and a launch less.
/// </summary>
internal static class MovedOperands
{
    /// <summary>The region without the moves that nobody needs any more.</summary>
    /// <param name="region">The region, fused; it is not changed.</param>
    /// <param name="isThere">Whether a value is still there when a product behind the move reads it.</param>
    /// <param name="reads">How often a value is read, carried or kept in the pass.</param>
    public static Region Fold(Region region, Func<Value, bool> isThere, Func<Value, int> reads) => region.Rewritten(nodes =>
    {
        var folded = new Dictionary<Node, Node?>();
        foreach (RearrangeOp move in nodes.OfType<RearrangeOp>().Where(move => isThere(move.Input)))
        {
            Op[] readers = [.. nodes.OfType<Op>().Where(op => op.Inputs.Contains(move.Output))];
            if (readers.Length == reads(move.Output) && readers.All(op => CanFold(move, op) && !folded.ContainsKey(op)))
            {
                folded[move] = null;
                foreach (Op op in readers)
                {
                    folded[op] = op is FusedProduct fused ? fused.Of(fused.Product.Before(move)) : ((ProductOp)op).Before(move);
                }
            }
        }

        return nodes.Select(node => folded.TryGetValue(node, out Node? other) ? other : node).OfType<Node>();
    });

    private static bool CanFold(RearrangeOp move, Op reader)
    {
        ProductOp? product = reader as ProductOp ?? (reader as FusedProduct)?.Product;
        return product is not null && product.Left == move.Output && reader.Inputs.Count(input => input == move.Output) == 1 && TiledProduct.CanReadBefore(move, product);
    }
}
