using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Gives every value of a pass its place. Values that the backward pass reads have a place of their own, one for each repetition;
/// all others share scratch by lifetime, those that outlive an op on the whole batch a scratch for all samples. What a loop carries alternates between two places, or has one for
/// each repetition when kept.
/// </summary>
internal sealed class BufferPlanner(string prefix, SavedPlanner? kept)
{
    private readonly IntervalAllocator _allocator = new();
    private readonly IntervalAllocator _batchAllocator = new();
    private readonly Dictionary<Value, (int First, int Last)> _phases = [];
    private readonly List<(int Before, int Behind)> _phasedLoops = [];
    private readonly Dictionary<Value, BufferSlot> _storage = [];
    private readonly Dictionary<Value, (int First, int Last)> _lifetimes = [];
    private readonly UniqueNames _names = new(prefix);
    private BufferAliases _shared = null!;
    private int _clock;
    private int _phase;

    /// <summary>Floats of scratch a sample.</summary>
    public long ScratchLength => _allocator.Length;

    /// <summary>Floats a sample that lie there for the whole batch, behind what is saved.</summary>
    public long BatchLength => _batchAllocator.Length;

    /// <summary>Scratch values that got a place, for the constants of the generated code.</summary>
    public IEnumerable<BufferSlot> Scratch => _storage.Values.Where(static s => s.Arena is Arena.Scratch or Arena.Batch).GroupBy(static s => s.Name).Select(static g => g.First());

    /// <summary>The pass of regions that run one after another.</summary>
    /// <param name="regions">The regions.</param>
    /// <param name="ends">Values that must last to the end.</param>
    public PassPlan Plan(IReadOnlyList<Region> regions, params Value[] ends)
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

        return new PassPlan(regions, _storage, ScratchLength);
    }

    private void Walk(Region region, List<(Loop, int, int)> loops)
    {
        foreach (Node node in region.Nodes)
        {
            int start = ++_clock;
            if (node is Loop loop)
            {
                // Its first repetition goes on in the phase before it and its last one reaches into that behind it, but not all of them do.
                bool hasPhases = loop.Body.HasPhases;
                int before = _phase;
                _phase += hasPhases ? 1 : 0;
                Walk(loop.Body, loops);
                if (hasPhases)
                {
                    _phasedLoops.Add((before, ++_phase));
                }

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
                _phase += op.IsOverBatch ? 1 : 0;
                foreach (Value value in op.Inputs.Concat(op.Outputs))
                {
                    Touch(value, start);
                }

                _phase += op.IsOverBatch ? 1 : 0;
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
            _phases[value] = (_phases.TryGetValue(value, out (int First, int Last) phases) ? phases.First : _phase, _phase);
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
        (int First, int Last)[] phases = [.. values.Where(_phases.ContainsKey).Select(v => _phases[v])];
        (Arena arena, long offset) = Allocate(
            (phases.Min(static p => p.First), phases.Max(static p => p.Last)), first, last, 2 * IntervalAllocator.Round(size), loop.Body.HasPhases);
        string name = _names.Next(carried.Argument.Name);
        int count = loop.Index.Count;
        BufferSlot At(int slot, bool inside) => new(arena, name, offset, size, [], inside ? slot : slot % 2, inside ? loop.Index : null);
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

        if (kept?.Find(value) is { } place)
        {
            _storage[value] = place;
            return;
        }

        (Arena arena, long offset) = Allocate(_phases[value], lifetime.First, lifetime.Last, value.Size);
        _storage[value] = new BufferSlot(arena, _names.Next(value.Name), offset, value.Size, []);
    }

    /// <summary>
    /// A place for a value that is in use from one node to another one. Where that takes several phases its lifetime is counted in them, since in one phase some samples are done
    /// before others begin: what they do at its end and what others do at its start must not have the same place. The phases at both ends of a phased loop run into each other
    /// and into those around it, so that whatever lives in such a loop lives for all of it.
    /// </summary>
    private (Arena Arena, long Offset) Allocate((int First, int Last) phases, int first, int last, long size, bool isOfBatch = false)
    {
        if (phases.First == phases.Last && !isOfBatch)
        {
            return (Arena.Scratch, _allocator.Place(first, last, size));
        }

        foreach ((int before, int behind) in _phasedLoops.Where(loop => phases.First < loop.Behind && phases.Last > loop.Before))
        {
            phases = (Math.Min(phases.First, before), Math.Max(phases.Last, behind));
        }

        return (Arena.Batch, Sizes.Plus(kept!.EndOfSaved, _batchAllocator.Place(phases.First, phases.Last, size)));
    }
}
