using SparseGen.Generators.Program;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Who reads and who computes the values of a list of nodes. It looks at the list once, and is told what becomes of it: fusion asks several times an op, and
/// looking through the list each time would make long models take time by the square of their layers.
/// </summary>
internal sealed class Readers
{
    private readonly List<Node> _nodes;
    private readonly Dictionary<Value, List<Op>> _readers = [];
    private readonly Dictionary<Value, Node> _producers = [];
    private readonly Dictionary<Value, List<Loop>> _started = [];

    /// <param name="nodes">The list; who changes it says so with <see cref="Replace"/>.</param>
    public Readers(List<Node> nodes)
    {
        _nodes = nodes;
        foreach (Node node in nodes)
        {
            Add(node);
        }
    }

    /// <summary>The ops of the list that read a value, in order.</summary>
    public IReadOnlyList<Op> Of(Value value) => _readers.TryGetValue(value, out List<Op>? ops) ? ops : [];

    /// <summary>The loops of the list that carry a value into their first repetition.</summary>
    public IReadOnlyList<Loop> StartedBy(Value value) => _started.TryGetValue(value, out List<Loop>? loops) ? loops : [];

    /// <summary>Position of the node that computes a value, or -1 when it comes from outside of the list.</summary>
    public int Producer(Value value) => _producers.TryGetValue(value, out Node? node) ? _nodes.IndexOf(node) : -1;

    /// <summary>Whether a value is there when the node at <paramref name="position"/> runs.</summary>
    public bool ProducedBefore(Value value, int position) => Producer(value) < position;

    /// <summary>Takes note that ops of the list became one.</summary>
    /// <param name="old">What they read and computed: each op with its operands before the change.</param>
    /// <param name="fused">The op that stands in the list now.</param>
    public void Replace(IReadOnlyList<(Op Op, IReadOnlyList<Value> Inputs, IReadOnlyList<Value> Outputs)> old, Op fused)
    {
        foreach ((Op op, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) in old)
        {
            foreach (Value input in inputs)
            {
                _readers[input].Remove(op);
            }

            foreach (Value output in outputs)
            {
                _producers.Remove(output);
            }
        }

        Add(fused);
        foreach (Value input in fused.Inputs.Distinct())
        {
            _readers[input].Sort((left, right) => _nodes.IndexOf(left).CompareTo(_nodes.IndexOf(right)));
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
