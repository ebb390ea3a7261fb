using SparseGen.Generators.IR;

namespace SparseGen.Generators.Differentiation;

/// <summary>Lets ops deliver what would be computed again beside them, and puts the ops in an order that allows it.</summary>
internal static class Recomputation
{
    /// <summary>Shares the work of a region and of the loops in it.</summary>
    public static void Fuse(Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            Fuse(loop.Body);
        }

        var graph = new DependencyGraph(region.Nodes);
        foreach (Op clone in region.Nodes.OfType<Op>().Where(static op => op.IsRecomputed).ToArray())
        {
            // What delivers it reads what it reads. An op that waits for what was computed again cannot be the one.
            if (graph.ReadersOf(clone.Inputs[0]).FirstOrDefault(op => op != clone && op.CanFuseRecomputation(clone) && !graph.DependsOn(op, clone)) is { } absorbing)
            {
                absorbing.FuseRecomputation(clone);
                graph.Merge(clone, absorbing);
                region.Nodes.Remove(clone);
            }
        }

        SortByDependency(region);
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
