using SparseGen.Generators.Program;

namespace SparseGen.Generators.Planning;

/// <summary>Places for what the forward pass keeps for the backward pass: none overlap, each repetition of a loop has its own.</summary>
internal sealed class KeptPlanner
{
    private readonly Dictionary<Value, Storage> _storage = [];
    private readonly UniqueNames _names = new("Kept");

    /// <summary>Floats kept a sample.</summary>
    public int Length { get; private set; }

    /// <summary>One entry a place, for the constants of the generated code.</summary>
    public IEnumerable<Storage> All => _storage.Values.GroupBy(static s => s.Name).Select(static g => g.First());

    /// <summary>Where a value is kept, or null when it is not.</summary>
    public Storage? Find(Value value) => _storage.TryGetValue(value, out Storage? storage) ? storage : null;

    /// <summary>Keeps a value that lives outside of loops, whatever marks it has.</summary>
    public void Add(Value value) => _storage[value] = Place(value, 1);

    /// <summary>Keeps all marked values of a region.</summary>
    public void AddRegion(Region region)
    {
        foreach (Loop loop in region.AllLoops().Where(static l => l.Argument.IsKept || l.Result.IsKept))
        {
            AddCarried(loop);
        }

        foreach (Value value in region.AllOps().SelectMany(static op => op.Outputs).Where(v => v.IsKept && !_storage.ContainsKey(v)))
        {
            _storage[value] = Place(value, 1);
        }
    }

    private void AddCarried(Loop loop)
    {
        Storage argument = Place(loop.Argument, loop.Index.Count + 1);
        Storage outside = argument with { Steps = [.. argument.Steps.Skip(1)] };
        _storage[loop.Argument] = argument;
        _storage[loop.Yield] = argument with { Slot = 1 };
        _storage[loop.Initial] = outside;
        _storage[loop.Result] = outside with { Slot = loop.Index.Count };
    }

    private Storage Place(Value value, int slots)
    {
        int offset = Length;
        int stride = IntervalAllocator.Round(value.Size);
        var steps = new List<(LoopIndex, int)>();
        int total = value.Loop is null ? slots : 1;
        foreach (LoopIndex loop in value.Loop?.Path() ?? [])
        {
            steps.Add((loop, checked(stride * total)));
            total = checked(total * (slots > 1 && steps.Count == 1 ? slots : loop.Count));
        }

        Length = checked(Length + (stride * total));
        return new Storage(Arena.Kept, _names.Next(value.Name), offset, value.Size, steps);
    }
}
