using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Which outputs of layer norms a GPU keeps for the backward pass instead of computing them again. The derivative of a norm delivers them, but only gradients of weights read them,
/// and where no product follows that these could come along with, they would be a launch of their own. Kept, they come along with one before.
/// </summary>
internal static class KeptNorms
{
    /// <summary>The region in which derivatives do not deliver what is kept, and its readers read that.</summary>
    /// <param name="region">What the gradients of the parameters need, fused; it is not changed.</param>
    /// <param name="canKeep">Whether a value of the forward pass can have another place.</param>
    /// <param name="reads">How often a value is read, carried or kept in the backward pass.</param>
    /// <param name="kept">Takes the values of the forward pass.</param>
    public static Region Keep(Region region, Func<Value, bool> canKeep, Func<Value, int> reads, ICollection<Value> kept) => region.Rewritten(nodes =>
    {
        var replaced = new Dictionary<Node, Node>();
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is not LayerNormGradientOp { Recomputed: { Recomputes: { } forward } value } norm || !canKeep(forward))
            {
                continue;
            }

            ProductOp[] readers = [.. nodes.OfType<ProductOp>().Where(product => ReadyTogether.IsWeightGradient(product) && product.Inputs.Contains(value))];
            if (readers.Length == reads(value) && Saves(nodes, i, value, readers))
            {
                kept.Add(forward);
                replaced[norm] = norm.WithoutRecomputed();
                foreach (ProductOp reader in readers)
                {
                    replaced[reader] = reader.Reading(input => input == value ? forward : input);
                }
            }
        }

        return nodes.Select(node => replaced.TryGetValue(node, out Node? other) ? other : node);
    });

    /// <summary>Whether a launch less is needed where a value is there from the start: its readers find a product before the norm, and none behind it.</summary>
    private static bool Saves(IReadOnlyList<Node> nodes, int norm, Value value, ProductOp[] readers)
    {
        if (nodes.Skip(norm + 1).Any(ReadyTogether.TakesGradients))
        {
            return false;
        }

        // The last product before the norm comes as late as any, so that most is there.
        int last = norm - 1;
        while (last >= 0 && !ReadyTogether.TakesGradients(nodes[last]))
        {
            last--;
        }

        return last >= 0 && !nodes.Skip(last).SelectMany(static node => node.Produced()).Intersect(readers.SelectMany(static reader => reader.Inputs)).Except([value]).Any();
    }
}
