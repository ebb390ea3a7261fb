using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>
/// The random bits of dropout and stochastic depth: a function of the model's seed, the step, the layer, its repetition, and the place in the
/// batch, and of nothing else. So every device, vector width and number of threads has the same masks, and the backward pass computes them
/// again instead of keeping them.
/// </summary>
/// <remarks>
/// All that is the same for a call of a kernel is mixed into a key of 64 bits, with care. For each element there remain two multiplications of
/// 32 bits, which vectors can do: place -> xor lower half of the key -> mix -> xor upper half -> mix. The shifts and the multipliers are those
/// of "lowbias32" (Wellons 2018, "Prospecting for hash functions"); the key comes in twice, so that two keys do not give one and the same
/// sequence from different places on.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Noise
{
    /// <summary>What a whole pass has in common.</summary>
    /// <param name="seed">Seed of the model.</param>
    /// <param name="step">Number of the noise step.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(ulong seed, ulong step) => Mix(unchecked(Mix(seed) + step));

    /// <summary>The number of a layer whose name has numbers in it, such as that of a repetition.</summary>
    /// <param name="stream">The number of the name without this number and those behind it.</param>
    /// <param name="repetition">The number in the name.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Repetition(ulong stream, int repetition) => Mix(unchecked(stream + (ulong)repetition));

    /// <summary>
    /// A bijection in which every bit of the result depends on every bit of the argument: the finaliser of SplitMix64 (Steele, Lea and Flood
    /// 2014, "Fast splittable pseudorandom number generators", figure 19), behind a step of its counter, so that 0 is not mapped to 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    /// <summary>Random bits for a vector of counters that start at <paramref name="first"/>. The upper bits are the better ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Bits<TSimd, TVector>(NoiseStream stream, uint first)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector bits = TSimd.XorBits(TSimd.Counters(first), stream.Key0);
        bits = TSimd.MultiplyBits(TSimd.XorShiftedBits(bits, 16), 0x7FEB352D);
        bits = TSimd.XorBits(TSimd.XorShiftedBits(bits, 15), stream.Key1);

        // A last shift would only better the lower bits, and comparisons are decided by the upper ones.
        return TSimd.MultiplyBits(bits, 0x846CA68B);
    }

    /// <summary>
    /// The same for one counter, in whole numbers: a float that stands for bits would move between registers at each step.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Bits(NoiseStream stream, uint counter)
    {
        unchecked
        {
            uint bits = counter ^ stream.Key0;
            bits = Multiply(bits ^ (bits >> 16), 0x7FEB352D);
            bits = bits ^ (bits >> 15) ^ stream.Key1;
            return Multiply(bits, 0x846CA68B);
        }
    }

    /// <summary>
    /// The lower half of a product. ILGPU multiplies whole numbers as signed ones, where OpenCL C leaves an overflow undefined: compilers then
    /// take the sign of the result from those of the factors. 64 bits hold every product of two signed numbers of 32.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Multiply(uint a, uint b) => unchecked((uint)((long)(int)a * (int)b));

    /// <summary>Dropout of elements: zero where the bits, as a signed number, are below the limit, x times the scale elsewhere.</summary>
    /// <param name="x">Elements.</param>
    /// <param name="stream">The layer's random bits.</param>
    /// <param name="place">Place of the first element, counted from that of the stream.</param>
    /// <param name="limit">floor(rate 2^32) - 2^31.</param>
    /// <param name="scale">1 / (1 - rate).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Drop<TSimd, TVector>(TVector x, NoiseStream stream, int place, int limit, float scale)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        TSimd.SelectBitsLess(
            Bits<TSimd, TVector>(stream, stream.At(place)), limit, TSimd.Zero, TSimd.Multiply(x, TSimd.Broadcast(scale)));

    /// <summary>Stochastic depth: what all elements of a sample are multiplied by, zero or the scale.</summary>
    /// <param name="stream">The layer's random bits.</param>
    /// <param name="place">Place of an element of the sample, counted from that of the stream.</param>
    /// <param name="size">Elements of a sample.</param>
    /// <param name="limit">floor(rate 2^32) - 2^31.</param>
    /// <param name="scale">1 / (1 - rate).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SampleFactor(NoiseStream stream, int place, int size, int limit, float scale) =>
        unchecked((int)Bits(stream, stream.At(place) / (uint)size)) < limit ? 0f : scale;
}
