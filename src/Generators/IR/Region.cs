namespace SparseGen.Generators.IR;

/// <summary>Nodes in the order in which they run.</summary>
internal sealed class Region
{
    public List<Node> Nodes { get; } = [];

    /// <summary>Adds an op, which becomes the producer of what it computes.</summary>
    public void Add(Op op)
    {
        op.ClaimOutputs();
        Nodes.Add(op);
    }

    /// <summary>All ops, those in loops included, in order.</summary>
    public IEnumerable<Op> AllOps() => Nodes.SelectMany(static node => node is Loop loop ? loop.Body.AllOps() : [(Op)node]);

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

    /// <summary>All loops, nested ones included.</summary>
    public IEnumerable<Loop> AllLoops() => Nodes.OfType<Loop>().SelectMany(static loop => loop.Body.AllLoops().Prepend(loop));
}
