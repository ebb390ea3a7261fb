using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseGen.Simd;

/// <summary>Numbers that lie apart, put together in a register: one store or multiply-add instead of four, which AVX2's gather instruction does not make faster.</summary>
internal static class Picked
{
    /// <summary>The numbers of four places that stand side by side.</summary>
    /// <param name="places">The first place.</param>
    /// <param name="source">What places count from.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Four(ref int places, ref float source) =>
        Vector128.Create(
            One(ref places, ref source),
            One(ref Unsafe.Add(ref places, 1), ref source),
            One(ref Unsafe.Add(ref places, 2), ref source),
            One(ref Unsafe.Add(ref places, 3), ref source));

    /// <summary>The number of a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="source">What it counts from.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float One(ref int place, ref float source) => Unsafe.Add(ref source, (nint)(uint)place);
}
