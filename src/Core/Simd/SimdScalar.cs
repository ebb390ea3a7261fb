using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SparseGen.Simd;

/// <summary>
/// One float at a time, in plain C#: the last resort on the CPU, and the arithmetic of update rules inside GPU kernels,
/// which is why nothing here needs more than the operators, a square root and a reinterpretation of bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SimdScalar : ISimd<float>
{
    /// <summary>From here on floats are whole numbers.</summary>
    private const float TwoToThe23 = 8388608f;

    /// <inheritdoc/>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    /// <inheritdoc/>
    public static bool HasManyRegisters
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => false;
    }

    /// <inheritdoc/>
    public static float Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 0f;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Broadcast(float value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(ref float source) => source;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LoadPartial(ref float source, int count) => count > 0 ? source : 0f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ref float destination, float value) => destination = value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(ref float destination, float value, int count)
    {
        if (count > 0)
        {
            destination = value;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float a, float b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Subtract(float a, float b) => a - b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Multiply(float a, float b) => a * b;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Divide(float a, float b) => a / b;

    /// <inheritdoc/>
    /// <remarks>Rounded twice on the CPU: a fused product in software costs more than everything around it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float c) => (a * b) + c;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float NegateMultiplyAdd(float a, float b, float c) => c - (a * b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float a, float b) => b < a ? b : a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float a, float b) => b > a ? b : a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Maximum(float a, float b) => MathF.Max(a, b);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sqrt(float a) => MathF.Sqrt(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Abs(float a) => MathF.Abs(a);

    /// <inheritdoc/>
    /// <remarks>
    /// Adding 2^23 pushes the fraction out of the float, with the hardware's rounding; larger numbers and NaN are left alone.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Round(float a)
    {
        if (a >= 0f)
        {
            return a < TwoToThe23 ? (float)(a + TwoToThe23) - TwoToThe23 : a;
        }

        return a > -TwoToThe23 ? (float)(a - TwoToThe23) + TwoToThe23 : a;
    }

    /// <inheritdoc/>
    /// <remarks>2^exponent by its bits: the biased exponent of a float stands above its 23 bits of fraction.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Scale(float a, float exponent) => a * BitConverter.Int32BitsToSingle(((int)exponent + 127) << 23);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SelectGreater(float x, float limit, float whenGreater, float otherwise) => x > limit ? whenGreater : otherwise;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Counters(uint first) => BitConverter.Int32BitsToSingle((int)first);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float XorBits(float a, uint bits) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) ^ (int)bits);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float XorShiftedBits(float a, int count)
    {
        uint bits = (uint)BitConverter.SingleToInt32Bits(a);
        return BitConverter.Int32BitsToSingle((int)(bits ^ (bits >> count)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyBits(float a, uint factor) =>
        BitConverter.Int32BitsToSingle((int)Noise.Multiply((uint)BitConverter.SingleToInt32Bits(a), factor));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SelectBitsLess(float bits, int limit, float whenLess, float otherwise) =>
        BitConverter.SingleToInt32Bits(bits) < limit ? whenLess : otherwise;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Gelu(float x) => ExponentialGelu.Value<SimdScalar, float>(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float GeluGradient(float x, out float value) => ExponentialGelu.Gradient<SimdScalar, float>(x, out value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(float a) => a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(float a) => a;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddSums(ref float destination, float a, float b, float c, float d)
    {
        destination += a;
        Unsafe.Add(ref destination, 1) += b;
        Unsafe.Add(ref destination, 2) += c;
        Unsafe.Add(ref destination, 3) += d;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MaskFirst(float a, int count) => count > 0 ? a : 0f;
}
