using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseGen.Simd;

/// <summary>The kept weights of one row or column: where they stand and where they are stored.</summary>
internal readonly ref struct WeightList
{
    private readonly ref int _indices;
    private readonly ref int _places;

    /// <param name="indices">Where each stands.</param>
    /// <param name="places">Where each is stored.</param>
    /// <param name="count">How many.</param>
    public WeightList(ref int indices, ref int places, int count)
    {
        _indices = ref indices;
        _places = ref places;
        Count = count;
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Where a weight stands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Index(int at) => Unsafe.Add(ref _indices, at);

    /// <summary>Where a weight is stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Place(int at) => Unsafe.Add(ref _places, at);

    /// <summary>Adds the sums of the lanes of four vectors to the gradients of four weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add<TSimd, TVector>(int first, ref float gradients, TVector a, TVector b, TVector c, TVector d)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        Vector128<float> sums = default;
        TSimd.AddSums(ref Unsafe.As<Vector128<float>, float>(ref sums), a, b, c, d);
        Unsafe.Add(ref gradients, Place(first)) += sums.GetElement(0);
        Unsafe.Add(ref gradients, Place(first + 1)) += sums.GetElement(1);
        Unsafe.Add(ref gradients, Place(first + 2)) += sums.GetElement(2);
        Unsafe.Add(ref gradients, Place(first + 3)) += sums.GetElement(3);
    }

    /// <summary>Adds the sums of the lanes to the gradients of the last weights, as many as are left over from fours; <paramref name="c"/> is that of the last one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddRest<TSimd, TVector>(ref float gradients, TVector a, TVector b, TVector c)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (Count == 0)
        {
            return;
        }

        // Lists are of any length, so branches on it would be guessed wrong: the sums that are not wanted are masked instead.
        Vector128<float> sums = default;
        TSimd.AddSums(ref Unsafe.As<Vector128<float>, float>(ref sums), a, b, c, TSimd.Zero);
        Vector128<int> wanted = Vector128.GreaterThanOrEqual(Vector128.Create(Count & 3), Vector128.Create(3, 2, 1, 4));
        sums &= wanted.AsSingle();
        Unsafe.Add(ref gradients, Place(Math.Max(Count - 3, 0))) += sums.GetElement(0);
        Unsafe.Add(ref gradients, Place(Math.Max(Count - 2, 0))) += sums.GetElement(1);
        Unsafe.Add(ref gradients, Place(Count - 1)) += sums.GetElement(2);
    }
}
