using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Finds the activations that may lie on the CPU as sparse products work on them, as packed rows, so that a product neither transposes what it reads nor what
/// it computes. Values that elementwise ops or loops connect lie alike; where a value that must not be packed is copied, the copy becomes the transposition.
/// </summary>
internal sealed class PackedLayout
{
    private readonly Dictionary<Value, Value> _parents = [];
    private readonly HashSet<Value> _unfit;
    private readonly HashSet<Value> _wanted = [];

    private PackedLayout(IEnumerable<Value> ends) => _unfit = [.. ends];

    /// <summary>Marks the values and replaces the copies.</summary>
    /// <param name="regions">All regions of all passes, copies elided and nothing fused yet.</param>
    /// <param name="ends">What the outside reads or writes.</param>
    public static void Run(IReadOnlyList<Region> regions, params Value[] ends)
    {
        var layout = new PackedLayout(ends);
        layout.Visit(regions);
        layout.Mark();
        foreach (Region region in regions)
        {
            ReplaceCopies(region);
        }
    }

    private void Visit(IReadOnlyList<Region> regions)
    {
        foreach (Op op in regions.SelectMany(static r => r.AllOps()))
        {
            Value[] values = [.. op.Inputs.Concat(op.Outputs).Where(static v => v.Kind == ValueKind.Activation).Distinct()];
            _unfit.UnionWith(values.Where(v => !op.CanPack(v)));
            if (op is ProductOp { SparseWeight: not null })
            {
                _wanted.UnionWith(values);
            }
            else if (op is ElementwiseOp and not CopyOp)
            {
                Connect(values);
            }
        }

        foreach (Carried carried in regions.SelectMany(static r => r.AllLoops()).SelectMany(static l => l.Carried))
        {
            Connect(carried.Initial, carried.Argument, carried.Yield, carried.Result);
        }
    }

    private void Mark()
    {
        var unfit = new HashSet<Value>(_unfit.Select(Root));
        var packed = new HashSet<Value>(_wanted.Select(Root).Where(root => !unfit.Contains(root)));
        foreach (Value value in _wanted.Concat(_parents.Keys).Concat(_parents.Values).ToArray().Where(v => packed.Contains(Root(v))))
        {
            value.IsPacked = true;
        }
    }

    private void Connect(params Value[] values)
    {
        foreach (Value value in values.Skip(1).Where(v => Root(v) != Root(values[0])))
        {
            _parents[Root(value)] = Root(values[0]);
        }
    }

    private Value Root(Value value)
    {
        Value root = value;
        while (_parents.TryGetValue(root, out Value? parent))
        {
            root = parent;
        }

        // Later questions find the root at once.
        while (value != root)
        {
            Value next = _parents[value];
            _parents[value] = root;
            value = next;
        }

        return root;
    }

    private static void ReplaceCopies(Region region)
    {
        for (int i = 0; i < region.Nodes.Count; i++)
        {
            if (region.Nodes[i] is Loop loop)
            {
                ReplaceCopies(loop.Body);
            }
            else if (region.Nodes[i] is CopyOp copy && copy.Inputs[0].IsPacked != copy.Output.IsPacked)
            {
                region.Nodes[i] = copy.Output.Producer = new RepackOp(copy.Inputs[0], copy.Output);
            }
        }
    }
}
