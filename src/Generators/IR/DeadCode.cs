namespace SparseGen.Generators.IR;

/// <summary>Removes ops whose results nobody wants.</summary>
internal static class DeadCode
{
    /// <summary>Removes them from a region.</summary>
    /// <param name="region">The region, which is changed.</param>
    /// <param name="wanted">Values that are read after the region; what is added into gradients of parameters is always wanted.</param>
    public static void Remove(Region region, IEnumerable<Value> wanted)
    {
        var live = new HashSet<Value>(wanted);
        int before;
        do
        {
            before = live.Count;
            Mark(region, live);
        }
        while (live.Count > before);

        Sweep(region, live);
    }

    private static void Mark(Region region, HashSet<Value> live)
    {
        foreach (Node node in Enumerable.Reverse(region.Nodes))
        {
            if (node is Loop loop)
            {
                // What the next repetition reads, this one has to hand on.
                foreach (Carried carried in loop.Carried.Where(c => IsLive(c, live)))
                {
                    live.Add(carried.Yield);
                    live.Add(carried.Initial);
                }

                Mark(loop.Body, live);
            }
            else if (IsLive((Op)node, live))
            {
                live.UnionWith(((Op)node).Inputs);
            }
        }
    }

    private static void Sweep(Region region, HashSet<Value> live)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            Sweep(loop.Body, live);
            loop.Carried.RemoveAll(c => !IsLive(c, live));
        }

        region.Nodes.RemoveAll(node => node is Loop loop ? loop.Body.Nodes.Count == 0 : !IsLive((Op)node, live));
    }

    private static bool IsLive(Op op, HashSet<Value> live) => op.Outputs.Any(v => v.Kind == ValueKind.ParameterGradient || live.Contains(v));

    private static bool IsLive(Carried carried, HashSet<Value> live) => live.Contains(carried.Result) || live.Contains(carried.Argument);
}
