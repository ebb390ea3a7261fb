using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>Loads and stores at the ragged end of a row: whole vectors where there is room, the remaining lanes where not.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Lanes
{
    /// <summary>Loads a vector of which <paramref name="remaining"/> lanes are left; the others are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TSimd, TVector>(ref float source, int remaining)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        remaining >= TSimd.Width ? TSimd.Load(ref source) : TSimd.LoadPartial(ref source, remaining);

    /// <summary>Stores a vector of which <paramref name="remaining"/> lanes are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TSimd, TVector>(ref float destination, TVector value, int remaining)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (remaining >= TSimd.Width)
        {
            TSimd.Store(ref destination, value);
        }
        else
        {
            TSimd.StorePartial(ref destination, value, remaining);
        }
    }
}
