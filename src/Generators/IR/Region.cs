namespace SparseGen.Generators.IR;

/// <summary>Nodes in the order in which they run.</summary>
internal sealed class Region
{
    public List<Node> Nodes { get; } = [];

    /// <summary>Whether some op reads the whole batch at once.</summary>
    public bool HasPhases => AllOps().Any(static op => op.IsOverBatch);

    /// <summary>How often such ops run: as often as the loops around them repeat.</summary>
    public long Barriers => Nodes.Sum(static node => node is Loop loop ? Sizes.Times(loop.Index.Count, loop.Body.Barriers) : ((Op)node).IsOverBatch ? 1 : 0);

    /// <summary>Adds an op, which becomes the producer of what it computes.</summary>
    public void Add(Op op)
    {
        op.ClaimOutputs();
        Nodes.Add(op);
    }

    /// <summary>All ops, those in loops included, in order.</summary>
    public IEnumerable<Op> AllOps() => Nodes.SelectMany(static node => node is Loop loop ? loop.Body.AllOps() : [(Op)node]);

    /// <summary>All ops, and how often each runs: as often as the loops around it repeat.</summary>
    /// <param name="count">How often the region runs.</param>
    public IEnumerable<(Op Op, long Count)> Repetitions(long count = 1) =>
        Nodes.SelectMany(node => node is Loop loop ? loop.Body.Repetitions(count * loop.Index.Count) : [((Op)node, count)]);

    /// <summary>Makes its ops the producers of what they compute, after another region that computes the same values was changed.</summary>
    public void ClaimOutputs()
    {
        foreach (Op op in AllOps())
        {
            op.ClaimOutputs();
        }
    }

    /// <summary>Puts ops in the place of one, here or in a loop; they become the producers of what they compute.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Replace(Op old, params Op[] replacements)
    {
        int position = Nodes.IndexOf(old);
        if (position < 0)
        {
            return Nodes.OfType<Loop>().Any(loop => loop.Body.Replace(old, replacements));
        }

        Nodes.RemoveAt(position);
        Nodes.InsertRange(position, replacements);
        foreach (Op op in replacements)
        {
            op.ClaimOutputs();
        }

        return true;
    }

    /// <summary>A copy with other nodes, here and in loops; the loops' bodies come first.</summary>
    /// <param name="rewrite">From nodes to those that come in their place.</param>
    public Region Rewritten(Func<IReadOnlyList<Node>, IEnumerable<Node>> rewrite)
    {
        Node Copy(Node node)
        {
            if (node is not Loop loop)
            {
                return node;
            }

            var copy = new Loop(loop.Index, loop.IsReversed);
            copy.Carried.AddRange(loop.Carried);
            copy.Body.Nodes.AddRange(loop.Body.Rewritten(rewrite).Nodes);
            return copy;
        }

        var region = new Region();
        region.Nodes.AddRange(rewrite([.. Nodes.Select(Copy)]));
        return region;
    }

    /// <summary>All loops, nested ones included.</summary>
    public IEnumerable<Loop> AllLoops() => Nodes.OfType<Loop>().SelectMany(static loop => loop.Body.AllLoops().Prepend(loop));
}
