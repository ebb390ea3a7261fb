using System.Runtime.Intrinsics;

namespace SparseGen.Simd;

/// <summary>Vectors wide enough to look up sixteen numbers in registers at once.</summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal interface ILookup<TVector> : ISimd<TVector>
    where TVector : struct
{
    /// <summary>Lane by lane: the number of the table whose index is the lowest four bits of the lane.</summary>
    static abstract TVector Lookup(Vector512<float> table, TVector index);
}
