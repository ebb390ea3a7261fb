using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Who reads and who computes the values of a list of nodes, and in which order the nodes run. Fusion asks several times an op and changes the list as often:
/// by looking through the list each time, long models took time by the square of their layers.
/// </summary>
internal sealed class DefUse
{
    // Room for 40 nodes between two neighbours that are put there one after another.
    private const long FirstRoom = 1L << 40;

    private readonly Dictionary<Value, List<Op>> _readers = [];
    private readonly Dictionary<Value, Node> _producers = [];
    private readonly Dictionary<Value, List<Loop>> _started = [];

    // Where a node stands, and how far the next one is away.
    private readonly Dictionary<Node, (long Place, long Room)> _places = [];

    /// <param name="nodes">The list in the order in which it runs.</param>
    public DefUse(IReadOnlyList<Node> nodes)
    {
        Number(nodes);
        foreach (Node node in nodes)
        {
            Add(node);
        }
    }

    /// <summary>The nodes that there are now, in the order in which they run.</summary>
    public IReadOnlyList<Node> InOrder() => [.. _places.OrderBy(static node => node.Value.Place).Select(static node => node.Key)];

    /// <summary>The ops of the list that read a value, in order.</summary>
    public IReadOnlyList<Op> Of(Value value) => _readers.TryGetValue(value, out List<Op>? ops) ? ops : [];

    /// <summary>The loops of the list that carry a value into their first repetition.</summary>
    public IReadOnlyList<Loop> StartedBy(Value value) => _started.TryGetValue(value, out List<Loop>? loops) ? loops : [];

    /// <summary>A number that is larger for nodes that run later.</summary>
    public long Place(Node node) => _places[node].Place;

    /// <summary>The node that computes a value, or null when it comes from outside of the list.</summary>
    public Node? Producer(Value value) => _producers.TryGetValue(value, out Node? node) ? node : null;

    /// <summary>Whether a value is there when a node of the list runs.</summary>
    public bool ProducedBefore(Value value, Node reader) => Producer(value) is not { } producer || Place(producer) < Place(reader);

    /// <summary>Puts one op in place of several.</summary>
    /// <param name="old">What they read and computed: each op with its operands before the change.</param>
    /// <param name="fused">The op that comes instead.</param>
    /// <param name="at">The node whose place it takes, if that is one of the old ones, or behind which it runs.</param>
    public void Replace(IReadOnlyList<(Op Op, IReadOnlyList<Value> Inputs, IReadOnlyList<Value> Outputs)> old, Op fused, Node at)
    {
        if (!old.Any(one => one.Op == at))
        {
            Insert(fused, at);
        }

        (long Place, long Room) freed = _places[at];
        foreach ((Op op, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) in old)
        {
            _places.Remove(op);
            foreach (Value input in inputs)
            {
                _readers[input].Remove(op);
            }

            foreach (Value output in outputs)
            {
                _producers.Remove(output);
            }
        }

        if (!_places.ContainsKey(fused))
        {
            _places[fused] = freed;
        }

        Add(fused);
        foreach (Value input in fused.Inputs.Distinct())
        {
            _readers[input].Sort((left, right) => Place(left).CompareTo(Place(right)));
        }
    }

    private void Insert(Node node, Node behind)
    {
        if (_places[behind].Room < 2)
        {
            Number(InOrder());
        }

        (long place, long room) = _places[behind];
        _places[behind] = (place, room / 2);
        _places[node] = (place + (room / 2), room - (room / 2));
    }

    private void Number(IReadOnlyList<Node> nodes)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            _places[nodes[i]] = (i * FirstRoom, FirstRoom);
        }
    }

    private void Add(Node node)
    {
        if (node is Loop loop)
        {
            foreach (Carried carried in loop.Carried)
            {
                _producers[carried.Result] = loop;
                Append(_started, carried.Initial, loop);
            }

            return;
        }

        var op = (Op)node;
        foreach (Value input in op.Inputs.Distinct())
        {
            Append(_readers, input, op);
        }

        foreach (Value output in op.Outputs)
        {
            _producers[output] = op;
        }
    }

    private static void Append<T>(Dictionary<Value, List<T>> lists, Value value, T item)
    {
        if (!lists.TryGetValue(value, out List<T>? list))
        {
            lists[value] = list = [];
        }

        list.Add(item);
    }
}
