using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>Forward passes as GPUs run them: fused for themselves, since products store where others would move their results, and take along what follows there.</summary>
internal static class GpuForward
{
    /// <summary>The fused region.</summary>
    /// <param name="region">The region, not fused; it is not changed.</param>
    /// <param name="isNeeded">Whether a value is wanted by others than the region's own ops.</param>
    public static Region Fuse(Region region, Func<Value, bool> isNeeded)
    {
        Region stored = MovedResults.Fold(region, MovedOperands.Reads([region], isNeeded));
        Region fused = MovedStrides.Fold(Fusion.Fuse(stored, isNeeded), isNeeded);
        return PermutedPlaces.Fold(fused, MovedOperands.Reads([fused], isNeeded));
    }

    /// <summary>Whether ops have other operands than those of the CPU's pass, or another order: else values live as long as there, and may lie where they lie there.</summary>
    public static bool Differs(Region region, PassPlan other) => !Operands(region).SequenceEqual(Operands(other.Regions[0]));

    private static IEnumerable<Value> Operands(Region region) => region.AllOps().SelectMany(static op => op.Inputs.Concat(op.Outputs));
}
