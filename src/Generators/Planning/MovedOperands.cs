using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>Lets products read an operand where it lay before it was moved: a pass over memory less, and on GPUs a launch.</summary>
internal static class MovedOperands
{
    /// <summary>The region without the moves that nobody needs any more.</summary>
    /// <param name="region">The region, fused; it is not changed.</param>
    /// <param name="isThere">Whether a value is still there when a product behind the move reads it.</param>
    /// <param name="reads">How often a value is read, carried or kept in the pass.</param>
    /// <param name="before">A product that reads what was moved, or null where it cannot.</param>
    public static Region Fold(Region region, Func<Value, bool> isThere, Func<Value, int> reads, Func<IMove, ProductOp, ProductOp?> before) => region.Rewritten(nodes =>
    {
        var folded = new Dictionary<Node, Node?>();
        foreach (IMove move in nodes.OfType<IMove>().Where(move => move is { Map: not null, Bias: null } && isThere(move.Input)))
        {
            Op[] readers = [.. nodes.OfType<Op>().Where(op => op.Inputs.Contains(move.Output))];
            Op?[] others = [.. readers.Select(op => folded.ContainsKey(op) ? null : Before(move, op))];
            if (readers.Length == reads(move.Output) && others.All(static other => other is not null))
            {
                folded[(Op)move] = null;
                for (int i = 0; i < readers.Length; i++)
                {
                    folded[readers[i]] = others[i];
                }
            }
        }

        return nodes.Select(node => folded.TryGetValue(node, out Node? other) ? other : node).OfType<Node>();

        Op? Before(IMove move, Op reader)
        {
            ProductOp? product = reader as ProductOp ?? (reader as FusedProduct)?.Product;
            bool readsItOnce = product?.Inputs.Contains(move.Output) == true && reader.Inputs.Count(input => input == move.Output) == 1;
            ProductOp? other = readsItOnce ? before(move, product!) : null;
            return other is not null && reader is FusedProduct fused ? fused.Of(other) : other;
        }
    });

    /// <summary>How often values are read in a pass, and whether they are kept for others.</summary>
    public static Func<Value, int> Reads(IEnumerable<Region> pass, Func<Value, bool> isKept)
    {
        var counts = new Dictionary<Value, int>();
        IEnumerable<Value> read = pass.SelectMany(static region => region.AllOps().SelectMany(static op => op.Inputs)
            .Concat(region.AllLoops().SelectMany(static loop => loop.Carried).SelectMany(static carried => new[] { carried.Initial, carried.Yield })));
        foreach (Value value in read)
        {
            counts[value] = counts.TryGetValue(value, out int count) ? count + 1 : 1;
        }

        return value => (counts.TryGetValue(value, out int count) ? count : 0) + (isKept(value) ? 1 : 0);
    }
}
