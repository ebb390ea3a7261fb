namespace SparseGen.Generators.Program;

/// <summary>Lets ops deliver what would be computed again beside them, and puts the ops in an order that allows it.</summary>
internal static class Recomputation
{
    /// <summary>Shares the work of a region and of the loops in it.</summary>
    public static void Share(Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            Share(loop.Body);
        }

        foreach (Op clone in region.Nodes.OfType<Op>().Where(static op => op.IsRecomputed).ToArray())
        {
            // An op that waits for what was computed again cannot be the one that delivers it.
            HashSet<Node> waiting = Dependents(region, clone);
            if (region.Nodes.OfType<Op>().Any(op => op != clone && !waiting.Contains(op) && op.Absorb(clone)))
            {
                region.Nodes.Remove(clone);
            }
        }

        SortByDependency(region);
    }

    /// <summary>The nodes that need an output of <paramref name="source"/>, directly or through others.</summary>
    private static HashSet<Node> Dependents(Region region, Op source)
    {
        var dependents = new HashSet<Node>();
        var values = new HashSet<Value>(source.Outputs);
        int before;
        do
        {
            before = dependents.Count;
            foreach (Node node in region.Nodes.Where(node => node != source && node.Read().Any(values.Contains)))
            {
                dependents.Add(node);
                values.UnionWith(node.Produced());
            }
        }
        while (dependents.Count > before);

        return dependents;
    }

    /// <summary>Stable topological order: a node runs as soon as its operands are there, in the old order otherwise.</summary>
    private static void SortByDependency(Region region)
    {
        var waiting = new List<Node>(region.Nodes);
        var pending = new HashSet<Value>(waiting.SelectMany(static node => node.Produced()));
        region.Nodes.Clear();
        while (waiting.Count > 0)
        {
            int next = waiting.FindIndex(node => !node.Read().Any(v => pending.Contains(v) && !node.Produced().Contains(v)));
            Node ready = waiting[next];
            waiting.RemoveAt(next);
            region.Nodes.Add(ready);
            pending.ExceptWith(ready.Produced());
        }
    }
}
