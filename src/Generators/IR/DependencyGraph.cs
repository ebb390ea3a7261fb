namespace SparseGen.Generators.IR;

/// <summary>Which nodes of a region need which others, looked up by number, since it is asked for each op that is computed again.</summary>
internal sealed class DependencyGraph
{
    private readonly Dictionary<Node, int> _numbers = [];
    private readonly Dictionary<Value, List<Op>> _readers = [];
    private readonly List<int>[] _dependents;
    private readonly int[] _visited;
    private int _visit;

    public DependencyGraph(IReadOnlyList<Node> nodes)
    {
        _dependents = new List<int>[nodes.Count];
        _visited = new int[nodes.Count];
        var producers = new Dictionary<Value, int>();
        for (int number = 0; number < nodes.Count; number++)
        {
            _numbers[nodes[number]] = number;
            _dependents[number] = [];
            foreach (Value value in nodes[number].Produced())
            {
                producers[value] = number;
            }
        }

        for (int number = 0; number < nodes.Count; number++)
        {
            foreach (Value value in nodes[number].Read())
            {
                if (producers.TryGetValue(value, out int producer) && producer != number)
                {
                    _dependents[producer].Add(number);
                }

                if (nodes[number] is Op op)
                {
                    AddReader(value, op);
                }
            }
        }
    }

    /// <summary>The ops that read a value, those in loops left out.</summary>
    public IReadOnlyList<Op> ReadersOf(Value value) => _readers.TryGetValue(value, out List<Op>? readers) ? readers : [];

    /// <summary>Whether an op needs an output of another one, directly or through others.</summary>
    public bool DependsOn(Op op, Op source)
    {
        int wanted = _numbers[op];
        _visit++;
        var open = new Stack<int>(_dependents[_numbers[source]]);
        while (open.Count > 0)
        {
            int number = open.Pop();
            if (number == wanted)
            {
                return true;
            }

            if (_visited[number] == _visit)
            {
                continue;
            }

            _visited[number] = _visit;
            foreach (int dependent in _dependents[number])
            {
                open.Push(dependent);
            }
        }

        return false;
    }

    /// <summary>Takes note that one op computes what another one did, which is gone.</summary>
    public void Merge(Op gone, Op absorbing)
    {
        List<int> dependents = _dependents[_numbers[gone]];
        _dependents[_numbers[absorbing]].AddRange(dependents);
        dependents.Clear();
        foreach (Value input in gone.Inputs)
        {
            _readers[input].Remove(gone);
        }
    }

    private void AddReader(Value value, Op op)
    {
        if (!_readers.TryGetValue(value, out List<Op>? readers))
        {
            _readers[value] = readers = [];
        }

        readers.Add(op);
    }
}
