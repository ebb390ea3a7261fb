using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Simd;
using Xunit;

namespace SparseGen.Tests.Runtime;

/// <summary>
/// Every width against double precision, lane by lane. Widths that the hardware lacks run as what .NET puts in their place.
/// </summary>
public sealed class SimdTests
{
    [Fact]
    public void Vectors512Agree() => Check<Simd512, Vector512<float>>();

    [Fact]
    public void Vectors256Agree() => Check<Simd256, Vector256<float>>();

    [Fact]
    public void Vectors128Agree() => Check<Simd128, Vector128<float>>();

    [Fact]
    public void ScalarsAgree() => Check<SimdScalar, float>();

    private static void Check<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        Assert.Equal(Unsafe.SizeOf<TVector>(), TSimd.Width * sizeof(float));
        CheckArithmetic<TSimd, TVector>();
        CheckRounding<TSimd, TVector>();
        CheckScale<TSimd, TVector>();
        CheckNaN<TSimd, TVector>();
        CheckPartial<TSimd, TVector>();
        CheckSum<TSimd, TVector>();
        CheckBits<TSimd, TVector>();
    }

    private static void CheckArithmetic<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        CounterRandom random = new(seed: 1, "arithmetic");
        for (int repetition = 0; repetition < 50; repetition++)
        {
            float[] a = Normals(random, TSimd.Width), b = Normals(random, TSimd.Width), c = Normals(random, TSimd.Width);
            TVector x = TSimd.Load(ref a[0]), y = TSimd.Load(ref b[0]), z = TSimd.Load(ref c[0]);
            Expect<TSimd, TVector>(TSimd.Zero, static _ => 0f);
            Expect<TSimd, TVector>(TSimd.Broadcast(2.5f), static _ => 2.5f);
            Expect<TSimd, TVector>(TSimd.Add(x, y), i => a[i] + b[i]);
            Expect<TSimd, TVector>(TSimd.Subtract(x, y), i => a[i] - b[i]);
            Expect<TSimd, TVector>(TSimd.Multiply(x, y), i => a[i] * b[i]);
            Expect<TSimd, TVector>(TSimd.Divide(x, y), i => a[i] / b[i]);
            Expect<TSimd, TVector>(TSimd.Min(x, y), i => Math.Min(a[i], b[i]));
            Expect<TSimd, TVector>(TSimd.Max(x, y), i => Math.Max(a[i], b[i]));
            Expect<TSimd, TVector>(TSimd.Abs(x), i => Math.Abs(a[i]));
            Expect<TSimd, TVector>(TSimd.Sqrt(TSimd.Abs(x)), i => MathF.Sqrt(Math.Abs(a[i])));
            Expect<TSimd, TVector>(TSimd.SelectGreater(x, y, z, TSimd.Zero), i => a[i] > b[i] ? c[i] : 0f);
            ExpectEither<TSimd, TVector>(
                TSimd.MultiplyAdd(x, y, z), i => MathF.FusedMultiplyAdd(a[i], b[i], c[i]), i => (a[i] * b[i]) + c[i]);
            ExpectEither<TSimd, TVector>(
                TSimd.NegateMultiplyAdd(x, y, z), i => MathF.FusedMultiplyAdd(-a[i], b[i], c[i]), i => c[i] - (a[i] * b[i]));
        }
    }

    private static void CheckRounding<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        foreach (float value in (float[])[0f, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 0.49999997f, -3.7f, 88.9f, 8388607.5f, -8388609f, 1e30f])
        {
            Expect<TSimd, TVector>(TSimd.Round(TSimd.Broadcast(value)), _ => MathF.Round(value, MidpointRounding.ToEven));
        }
    }

    private static void CheckScale<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int exponent = -126; exponent <= 127; exponent++)
        {
            foreach (float value in (float[])[1f, -0.7f, 1.9999999f])
            {
                TVector scaled = TSimd.Scale(TSimd.Broadcast(value), TSimd.Broadcast(exponent));
                Expect<TSimd, TVector>(scaled, _ => (float)(value * Math.Pow(2.0, exponent)));
            }
        }
    }

    private static void CheckNaN<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector nan = TSimd.Broadcast(float.NaN), one = TSimd.Broadcast(1f);
        Expect<TSimd, TVector>(TSimd.Min(nan, one), static _ => float.NaN);
        Expect<TSimd, TVector>(TSimd.Max(nan, one), static _ => float.NaN);
        Expect<TSimd, TVector>(TSimd.Round(nan), static _ => float.NaN);
        Expect<TSimd, TVector>(TSimd.SelectGreater(nan, one, one, TSimd.Zero), static _ => 0f);
    }

    private static void CheckPartial<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        const float Untouched = -77f;
        float[] source = GC.AllocateArray<float>(TSimd.Width, pinned: true);
        float[] target = GC.AllocateArray<float>(TSimd.Width + 2, pinned: true);
        for (int count = 0; count <= TSimd.Width; count++)
        {
            for (int i = 0; i < source.Length; i++)
            {
                source[i] = i < count ? i + 1f : float.NaN;
            }

            TVector loaded = TSimd.LoadPartial(ref source[0], count);
            int valid = count;
            Expect<TSimd, TVector>(loaded, i => i < valid ? i + 1f : 0f);

            target.AsSpan().Fill(Untouched);
            TSimd.StorePartial(ref target[1], TSimd.Broadcast(3f), count);
            for (int i = 0; i < target.Length; i++)
            {
                Assert.Equal(i >= 1 && i <= count ? 3f : Untouched, target[i]);
            }
        }
    }

    /// <summary>Whole numbers in the bits of floats, those of NaN, infinity and subnormal numbers included.</summary>
    private static void CheckBits<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        foreach (uint first in (uint[])[0, 1, 0x7F800000, 0x7FFFFFFA, 0x80000000, 0xFFFFFFFA, 0x12345678])
        {
            TVector counters = TSimd.Counters(first);
            ExpectBits<TSimd, TVector>(counters, i => unchecked(first + (uint)i));
            ExpectBits<TSimd, TVector>(TSimd.XorBits(counters, 0xDEADBEEF), i => unchecked(first + (uint)i) ^ 0xDEADBEEF);
            ExpectBits<TSimd, TVector>(
                TSimd.XorShiftedBits(counters, 15), i => unchecked(first + (uint)i) ^ (unchecked(first + (uint)i) >> 15));
            ExpectBits<TSimd, TVector>(TSimd.MultiplyBits(counters, 0x846CA68B), i => unchecked((first + (uint)i) * 0x846CA68B));
            foreach (int limit in (int[])[int.MinValue, -1, 0, 3, 0x7F800003, int.MaxValue])
            {
                Expect<TSimd, TVector>(
                    TSimd.SelectBitsLess(counters, limit, TSimd.Broadcast(1f), TSimd.Broadcast(2f)),
                    i => unchecked((int)(first + (uint)i)) < limit ? 1f : 2f);
            }
        }
    }

    private static void CheckSum<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float[] values = Normals(new CounterRandom(seed: 2, "sum"), TSimd.Width);
        Assert.Equal(values.Sum(static value => (double)value), TSimd.Sum(TSimd.Load(ref values[0])), 1e-5);
    }

    private static float[] Normals(CounterRandom random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];

    private static void ExpectBits<TSimd, TVector>(TVector vector, Func<int, uint> expected)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float[] lanes = new float[TSimd.Width];
        TSimd.Store(ref lanes[0], vector);
        for (int i = 0; i < lanes.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(lanes[i]);
            Assert.True(bits == expected(i), $"{typeof(TSimd).Name}, lane {i}: {bits:X8}, expected {expected(i):X8}.");
        }
    }

    private static void Expect<TSimd, TVector>(TVector vector, Func<int, float> expected)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        ExpectEither<TSimd, TVector>(vector, expected, expected);

    private static void ExpectEither<TSimd, TVector>(TVector vector, Func<int, float> expected, Func<int, float> allowed)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float[] lanes = new float[TSimd.Width];
        TSimd.Store(ref lanes[0], vector);
        for (int i = 0; i < lanes.Length; i++)
        {
            Assert.True(
                lanes[i].Equals(expected(i)) || lanes[i].Equals(allowed(i)),
                $"{typeof(TSimd).Name}, lane {i}: {lanes[i]:R}, expected {expected(i):R}.");
        }
    }
}
