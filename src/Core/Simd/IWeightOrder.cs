using System.Runtime.Intrinsics;

namespace SparseGen.Simd;

/// <summary>How a list of kept weights finds them in storage.</summary>
internal interface IWeightOrder
{
    /// <summary>The weight of entry <paramref name="at"/>.</summary>
    static abstract float Weight(ref float weights, ref int places, int at);

    /// <summary>The weights of four entries from <paramref name="at"/> on.</summary>
    static abstract Vector128<float> Four(ref float weights, ref int places, nint at);
}
