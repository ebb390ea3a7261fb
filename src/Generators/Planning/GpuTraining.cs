using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Training as GPUs run it: what the CPU does, in fewer launches. What differs is planned here: products read what was not moved yet and store where it would be moved, gradients
/// of weights come along with other products, and so values have other lifetimes and places.
/// </summary>
/// <param name="Forward">The forward pass.</param>
/// <param name="Backward">The backward pass.</param>
/// <param name="Saved">Floats a sample that the first keeps for the second.</param>
/// <param name="Places">Places that are not those of the CPU.</param>
internal sealed record GpuTraining(PassPlan Forward, PassPlan Backward, long Saved, IReadOnlyList<BufferSlot> Places) : Unprinted
{
    /// <summary>Floats a sample of scratch.</summary>
    public long Scratch => Math.Max(Forward.Scratch, Backward.Scratch);

    /// <summary>All regions, for the lists of indices that they read.</summary>
    public IEnumerable<Region> Regions => [.. Forward.Regions, .. Backward.Regions];

    /// <summary>Plans it.</summary>
    /// <param name="region">The forward pass, not fused; it is not changed.</param>
    /// <param name="forward">The forward pass of the CPU.</param>
    /// <param name="backward">The backward pass of the CPU.</param>
    /// <param name="kept">What the first keeps for the second.</param>
    /// <param name="saved">Floats a sample that either has there.</param>
    /// <param name="parameters">The tensors in the order of the arena.</param>
    public static GpuTraining Create(
        Region region, PassPlan forward, PassPlan backward, SavedPlanner kept, long saved, IReadOnlyList<Parameter> parameters)
    {
        bool IsKept(Value value) => kept.Find(value) is not null;
        Region fused = GpuForward.Fuse(region, static value => value.IsSaved);
        Region first = MovedOperands.Fold(fused, IsKept, MovedOperands.Reads([fused], IsKept), TiledProduct.Before);
        var forwardPlanner = new BufferPlanner("GpuForward", kept);
        PassPlan placed = GpuForward.Differs(fused, forward) ? forwardPlanner.Plan([first]) : forward;

        Func<Value, int> backwardReads = MovedOperands.Reads(backward.Regions, IsKept);
        Region[] stored = [.. backward.Regions.Select(part => PermutedPlaces.Fold(MovedResults.Fold(part, backwardReads), backwardReads))];
        Region main = MovedOperands.Fold(stored[0], static _ => true, backwardReads, TiledProduct.Before);
        main = MeanGradients.Fold(main, backwardReads);

        var norms = new List<Value>();
        bool CanMove(Value value) => placed.Storage.TryGetValue(value, out BufferSlot? place) && place.Arena == Arena.Scratch
            && placed.Storage.Values.Count(other => ReferenceEquals(other, place)) == 1;
        main = KeptNorms.Keep(main, CanMove, backwardReads, norms);
        var more = new SavedPlanner(kept, IntervalAllocator.Round(Math.Max(saved, Sizes.Plus(kept.Length, forwardPlanner.BatchLength))));
        var places = placed.Storage.ToDictionary(static place => place.Key, static place => place.Value);
        foreach (Value norm in norms)
        {
            more.Add(norm);
            places[norm] = more.Find(norm)!;
        }

        main = ReadyTogether.Run(main);
        Region[] regions = [main, .. stored.Skip(1)];
        var planner = new BufferPlanner("GpuBackward", more);
        PassPlan second = planner.Plan(regions);
        return new GpuTraining(
            new PassPlan([first], places, placed.Scratch),
            second with { Stops = backward.Stops is null ? null : BackwardStops.Find(main, parameters) },
            Sizes.Plus(more.Length, planner.BatchLength),
            [.. forwardPlanner.Scratch, .. norms.Select(norm => more.Find(norm)!), .. planner.Scratch]);
    }
}
