using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>Places for what a pass keeps for a later one: none overlap, each repetition of a loop has its own.</summary>
/// <param name="earlier">
/// What passes before it keep. What is kept beside that, the tangents, lies in an arena of its own, so that only those who ask for them pay.
/// </param>
/// <param name="behind">For what only GPUs keep: where all that others keep ends, in floats a sample. It lies in the same arena.</param>
internal sealed class SavedPlanner(SavedPlanner? earlier = null, long? behind = null)
{
    private readonly Dictionary<Value, BufferSlot> _storage = [];
    private readonly UniqueNames _names = earlier?._names ?? new("Saved");

    /// <summary>Floats kept a sample; whether they fit is for <see cref="PlanLimits"/> to say.</summary>
    public long Length { get; private set; } = behind ?? 0;

    /// <summary>Where what is kept of activations ends, in floats a sample.</summary>
    public long EndOfSaved => earlier is null || behind is not null ? Length : earlier.EndOfSaved;

    /// <summary>One entry a place, for the constants of the generated code.</summary>
    public IEnumerable<BufferSlot> All => _storage.Values.GroupBy(static s => s.Name).Select(static g => g.First());

    /// <summary>Where a value is kept, or null when it is not.</summary>
    public BufferSlot? Find(Value value) => _storage.TryGetValue(value, out BufferSlot? storage) ? storage : earlier?.Find(value);

    /// <summary>Keeps a value that lives outside of loops, whatever marks it has.</summary>
    public void Add(Value value) => _storage[value] = Place(value, 1);

    /// <summary>Keeps all marked values of a region.</summary>
    public void AddRegion(Region region)
    {
        foreach (Loop loop in region.AllLoops())
        {
            foreach (Carried carried in loop.Carried.Where(static c => c.Argument.IsSaved || c.Result.IsSaved))
            {
                AddCarried(loop, carried);
            }
        }

        foreach (Value value in region.AllOps().SelectMany(static op => op.Outputs).Where(v => v.IsSaved && !_storage.ContainsKey(v)))
        {
            _storage[value] = Place(value, 1);
        }
    }

    /// <summary>A place for each repetition and one more; a loop that counts down goes through them from the last to the first.</summary>
    private void AddCarried(Loop loop, Carried carried)
    {
        int count = loop.Index.Count;
        BufferSlot inside = Place(carried.Argument, count + 1L);
        BufferSlot outside = inside with { Steps = [.. inside.Steps.Skip(1)] };
        _storage[carried.Argument] = inside with { Slot = loop.IsReversed ? 1 : 0 };
        _storage[carried.Yield] = inside with { Slot = loop.IsReversed ? 0 : 1 };
        _storage[carried.Initial] = outside with { Slot = loop.IsReversed ? count : 0 };
        _storage[carried.Result] = outside with { Slot = loop.IsReversed ? 0 : count };
    }

    private BufferSlot Place(Value value, long slots)
    {
        long offset = Length;
        long stride = IntervalAllocator.Round(value.Size);
        var steps = new List<(LoopIndex, long)>();
        long total = value.Loop is null ? slots : 1;
        foreach (LoopIndex loop in value.Loop?.Path() ?? [])
        {
            steps.Add((loop, Sizes.Times(stride, total)));
            total = Sizes.Times(total, slots > 1 && steps.Count == 1 ? slots : loop.Count);
        }

        Length = Sizes.Plus(Length, Sizes.Times(stride, total));
        return new BufferSlot(earlier is null || behind is not null ? Arena.Saved : Arena.Tangents, _names.Next(value.Name), offset, value.Size, steps);
    }
}
