using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Where the backward pass may end because nothing that follows is trained: between two layers, also of a loop's body. It ends there at run time, when the first
/// trained tensor lies behind all tensors whose gradients are still to come; that is one comparison, since the arena has the tensors in the order of the layers
/// and those of a repetition together.
/// </summary>
internal sealed class BackwardStops
{
    private readonly IReadOnlyList<Parameter> _order;
    private readonly Dictionary<Node, Parameter> _stops = [];

    private BackwardStops(IReadOnlyList<Parameter> order) => _order = order;

    /// <summary>Finds the places.</summary>
    /// <param name="main">What the gradients of the parameters need, fused.</param>
    /// <param name="parameters">The tensors in the order of the arena.</param>
    public static BackwardStops Find(Region main, IReadOnlyList<Parameter> parameters)
    {
        var stops = new BackwardStops(parameters);
        stops.Walk(main, around: []);
        return stops;
    }

    /// <summary>The last of the tensors whose gradients come from this node on, in the repetition at hand, where the pass may end before it.</summary>
    public Parameter? Before(Node node) => _stops.TryGetValue(node, out Parameter? last) ? last : null;

    private void Walk(Region region, IReadOnlyList<LoopIndex> around)
    {
        bool isBody = around.Count > 0;

        // The place, in the order of the arena, of the last tensor that each node and all behind it add to.
        int[] last = new int[region.Nodes.Count + 1];
        last[region.Nodes.Count] = -1;
        for (int i = region.Nodes.Count - 1; i >= 0; i--)
        {
            last[i] = Math.Max(last[i + 1], Places(region.Nodes[i]).DefaultIfEmpty(-1).Max());
        }

        for (int i = 0; i < region.Nodes.Count; i++)
        {
            // A repetition begins with a look, whatever the one before it ended with; the first op of the pass always runs.
            bool isNew = i == 0 ? isBody : last[i] < last[i - 1] && Layer(last[i]) != Layer(last[i - 1]);
            if (region.Nodes[i] is Loop loop && CanEndWithin(loop, last[i + 1]))
            {
                Walk(loop.Body, [.. around, loop.Index]);
                continue;
            }

            // What comes before a loop whose tensors are next need not look: the loop does, and only there does it say which repetition is meant.
            if (isNew && last[i] >= 0 && _order[last[i]].Loop?.Path().All(around.Contains) != false)
            {
                _stops[region.Nodes[i]] = _order[last[i]];
            }
        }
    }

    /// <summary>Whether all repetitions' tensors lie behind those that follow the loop, each repetition's behind those of the repetitions before it.</summary>
    private bool CanEndWithin(Loop loop, int lastBehind)
    {
        int[] places = [.. Places(loop)];
        return loop.IsReversed && places.Length > 0 && places.Min() > lastBehind && places.All(place => _order[place].Loop?.Path().Contains(loop.Index) == true);
    }

    private IEnumerable<int> Places(Node node) => node.Produced()
        .Where(static value => value.Kind == ValueKind.ParameterGradient)
        .Select(value => IndexOf(value.Parameter!));

    private int IndexOf(Parameter parameter)
    {
        for (int i = 0; i < _order.Count; i++)
        {
            if (ReferenceEquals(_order[i], parameter))
            {
                return i;
            }
        }

        throw new InvalidOperationException($"{parameter.Name} is no tensor of the arena.");
    }

    private string Layer(int place)
    {
        string name = place < 0 ? "" : _order[place].Name;
        int dot = name.LastIndexOf('.');
        return dot < 0 ? name : name.Substring(0, dot);
    }
}
