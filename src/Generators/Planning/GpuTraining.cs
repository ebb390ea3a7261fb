using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Training as GPUs run it: what the CPU does, in fewer launches. What differs is planned here: operands are read where they lay before they were moved, gradients of weights come
/// along with other products, and so values have other lifetimes and places.
/// </summary>
/// <param name="Forward">The forward pass.</param>
/// <param name="Backward">The backward pass.</param>
/// <param name="Saved">Floats a sample that the first keeps for the second.</param>
/// <param name="Scratch">Floats a sample of scratch of the backward pass.</param>
/// <param name="Places">Places that are not those of the CPU.</param>
internal sealed record GpuTraining(PassPlan Forward, PassPlan Backward, long Saved, long Scratch, IReadOnlyList<BufferSlot> Places) : Unprinted
{
    /// <summary>Plans it.</summary>
    /// <param name="forward">The forward pass of the CPU.</param>
    /// <param name="backward">The backward pass of the CPU.</param>
    /// <param name="kept">What the first keeps for the second.</param>
    /// <param name="saved">Floats a sample that either has there.</param>
    /// <param name="parameters">The tensors in the order of the arena.</param>
    public static GpuTraining Create(PassPlan forward, PassPlan backward, SavedPlanner kept, long saved, IReadOnlyList<Parameter> parameters)
    {
        bool IsKept(Value value) => kept.Find(value) is not null;
        Func<Value, int> forwardReads = MovedOperands.Reads(forward.Regions, IsKept), backwardReads = MovedOperands.Reads(backward.Regions, IsKept);
        Region first = MovedOperands.Fold(forward.Regions[0], IsKept, forwardReads, TiledProduct.Before);
        Region main = MovedOperands.Fold(backward.Regions[0], static _ => true, backwardReads, TiledProduct.Before);
        main = MeanGradients.Fold(main, backwardReads);

        var norms = new List<Value>();
        bool CanMove(Value value) => forward.Storage.TryGetValue(value, out BufferSlot? place) && place.Arena == Arena.Scratch
            && forward.Storage.Values.Count(other => ReferenceEquals(other, place)) == 1;
        main = KeptNorms.Keep(main, CanMove, backwardReads, norms);
        var more = new SavedPlanner(kept, IntervalAllocator.Round(saved));
        var places = forward.Storage.ToDictionary(static place => place.Key, static place => place.Value);
        foreach (Value norm in norms)
        {
            more.Add(norm);
            places[norm] = more.Find(norm)!;
        }

        main = ReadyTogether.Run(main);
        Region[] regions = [main, .. backward.Regions.Skip(1)];
        var planner = new BufferPlanner("GpuBackward", more);
        Dictionary<Value, BufferSlot> storage = planner.Plan(regions);
        return new GpuTraining(
            new PassPlan([first], places),
            new PassPlan(regions, storage) { Stops = backward.Stops is null ? null : BackwardStops.Find(main, parameters) },
            Sizes.Plus(more.Length, planner.BatchLength), planner.ScratchLength, [.. norms.Select(norm => more.Find(norm)!), .. planner.Scratch]);
    }
}
