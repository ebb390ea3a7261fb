using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Sums of a block of rows, a number a channel, that start from zero in a room of their own, which stays in the first-level cache, and are added to a gradient behind the block
/// (<see cref="BlockTerms"/>): long sums in single precision would lose their last terms.
/// </summary>
internal static class BlockSums
{
    /// <summary>Floats of a cache line.</summary>
    private const int Line = 16;

    /// <summary>Floats of the room that the sums of so many channels take: where the next ones begin.</summary>
    /// <param name="channels">How many there are.</param>
    public static int Length(int channels) => (channels + Line - 1) / Line * Line;

    /// <summary>Starts the sums of a block.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="length">How many there are.</param>
    public static void Clear(ref float sums, int length) => MemoryMarshal.CreateSpan(ref sums, length).Clear();

    /// <summary>gradient[channel] += sums[channel].</summary>
    /// <param name="sums">The sums of a block.</param>
    /// <param name="gradient">Where they go.</param>
    /// <param name="channels">How many there are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TSimd, TVector>(ref float sums, ref float gradient, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            int lanes = channels - channel;
            ref float target = ref Unsafe.Add(ref gradient, channel);
            TVector sum = TSimd.Add(Lanes.Load<TSimd, TVector>(ref target, lanes), Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref sums, channel), lanes));
            Lanes.Store<TSimd, TVector>(ref target, sum, lanes);
        }
    }
}
