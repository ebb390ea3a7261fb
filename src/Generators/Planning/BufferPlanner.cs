using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Gives every value of a pass its place. Values that the backward pass reads have a place of their own, one for each repetition;
/// all others share scratch by lifetime. What a loop carries alternates between two places, or has one for each repetition when kept.
/// </summary>
internal sealed class BufferPlanner(string prefix, SavedPlanner? kept)
{
    private readonly IntervalAllocator _allocator = new();
    private readonly Dictionary<Value, BufferSlot> _storage = [];
    private readonly Dictionary<Value, (int First, int Last)> _lifetimes = [];
    private readonly UniqueNames _names = new(prefix);
    private BufferAliases _shared = null!;
    private int _clock;

    /// <summary>Floats of scratch a sample.</summary>
    public long ScratchLength => _allocator.Length;

    /// <summary>Scratch values that got a place, for the constants of the generated code.</summary>
    public IEnumerable<BufferSlot> Scratch => _storage.Values.Where(static s => s.Arena == Arena.Scratch).GroupBy(static s => s.Name).Select(static g => g.First());

    /// <summary>Plans regions that run one after another.</summary>
    /// <param name="regions">The regions.</param>
    /// <param name="ends">Values that must last to the end.</param>
    public Dictionary<Value, BufferSlot> Plan(IReadOnlyList<Region> regions, params Value[] ends)
    {
        _shared = new BufferAliases(regions, value => kept?.Find(value) is not null);
        var loops = new List<(Loop Loop, int Start, int End)>();
        foreach (Region region in regions)
        {
            Walk(region, loops);
        }

        foreach (Value end in ends)
        {
            Touch(end, _clock);
        }

        foreach ((Loop loop, int start, int end) in loops)
        {
            foreach (Carried carried in loop.Carried)
            {
                PlaceCarried(loop, carried, start, end);
            }
        }

        foreach (KeyValuePair<Value, (int First, int Last)> lifetime in _lifetimes.OrderBy(static l => l.Value.First))
        {
            PlaceValue(lifetime.Key, lifetime.Value);
        }

        foreach (Value guest in _shared.Aliases)
        {
            _storage[guest] = _storage[_shared.Root(guest)];
        }

        return _storage;
    }

    private void Walk(Region region, List<(Loop, int, int)> loops)
    {
        foreach (Node node in region.Nodes)
        {
            int start = ++_clock;
            if (node is Loop loop)
            {
                Walk(loop.Body, loops);
                loops.Add((loop, start, ++_clock));
                foreach (Carried carried in loop.Carried)
                {
                    Touch(carried.Initial, start);
                    Touch(carried.Result, _clock);
                }
            }
            else
            {
                var op = (Op)node;
                foreach (Value value in op.Inputs.Concat(op.Outputs))
                {
                    Touch(value, start);
                }
            }
        }
    }

    private void Touch(Value value, int time)
    {
        value = _shared.Root(value);
        if (value.Kind == ValueKind.Activation)
        {
            _lifetimes[value] = _lifetimes.TryGetValue(value, out (int First, int Last) known)
                ? (Math.Min(known.First, time), Math.Max(known.Last, time))
                : (time, time);
        }
    }

    private void PlaceCarried(Loop loop, Carried carried, int start, int end)
    {
        Value[] values = [carried.Initial, carried.Argument, carried.Yield, carried.Result];
        if (kept?.Find(carried.Argument) is not null)
        {
            return;
        }

        int first = values.Where(_lifetimes.ContainsKey).Select(v => _lifetimes[v].First).Append(start).Min();
        int last = values.Where(_lifetimes.ContainsKey).Select(v => _lifetimes[v].Last).Append(end).Max();
        int size = carried.Argument.Size;
        long offset = _allocator.Place(first, last, 2 * IntervalAllocator.Round(size));
        string name = _names.Next(carried.Argument.Name);
        int count = loop.Index.Count;
        BufferSlot At(int slot, bool inside) => new(Arena.Scratch, name, offset, size, [], inside ? slot : slot % 2, inside ? loop.Index : null);
        _storage[carried.Initial] = At(loop.IsReversed ? count : 0, inside: false);
        _storage[carried.Argument] = At(loop.IsReversed ? 1 : 0, inside: true);
        _storage[carried.Yield] = At(loop.IsReversed ? 0 : 1, inside: true);
        _storage[carried.Result] = At(loop.IsReversed ? 0 : count, inside: false);
    }

    private void PlaceValue(Value value, (int First, int Last) lifetime)
    {
        if (_storage.ContainsKey(value))
        {
            return;
        }

        _storage[value] = kept?.Find(value)
            ?? new BufferSlot(Arena.Scratch, _names.Next(value.Name), _allocator.Place(lifetime.First, lifetime.Last, value.Size), value.Size, []);
    }
}
