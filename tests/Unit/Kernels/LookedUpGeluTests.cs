using System.Runtime.Intrinsics;
using MathNet.Numerics;
using SparseGen.Simd;

namespace SparseGen.Tests.Kernels;

/// <summary>The polynomials of exact GELU against double precision. Where the processor has no instruction for a look-up, others carry it out.</summary>
public sealed class LookedUpGeluTests
{
    // Where the error relative to the value is that of a few roundings, and where there are pieces at all.
    private const double Near = 4.25, End = 7.25;

    [Fact]
    public void VectorsOf512BitsAreRight() => Check<Simd512, Vector512<float>>();

    [Fact]
    public void VectorsOf256BitsAreRight() => Check<Simd256, Vector256<float>>();

    private static void Check<TSimd, TVector>()
        where TSimd : struct, ILookup<TVector>
        where TVector : struct
    {
        for (int i = 0; i <= 40_000; i++)
        {
            float distance = i / 5000f;
            double tail = SpecialFunctions.Erfc(distance / Math.Sqrt(2)) / 2, density = Math.Exp(-0.5 * distance * distance) / Math.Sqrt(2 * Math.PI);
            TVector piece = LookedUpGelu.Find<TSimd, TVector>(TSimd.Broadcast(distance), out TVector place);
            float value = Lane<TSimd, TVector>(LookedUpGelu.Rest<TSimd, TVector>(piece, place), 0);
            Assert.Equal(distance * tail, value, Math.Min(2e-8, (distance <= Near ? 4e-7 : 4e-4) * distance * tail) + (distance < End ? 0 : 3e-12));
            Assert.Equal(tail - (distance * density), Lane<TSimd, TVector>(LookedUpGelu.SlopeOfRest<TSimd, TVector>(piece, place), 0), 6e-8);
        }

        var table = Vector512.ConvertToSingle(Vector512<int>.Indices);
        for (uint index = 0; index < 40; index++)
        {
            TVector found = TSimd.Lookup(table, TSimd.Counters(index));
            for (int lane = 0; lane < TSimd.Width; lane++)
            {
                Assert.Equal((index + lane) % 16, Lane<TSimd, TVector>(found, lane));
            }
        }
    }

    private static float Lane<TSimd, TVector>(TVector vector, int lane)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        Span<float> lanes = stackalloc float[16];
        TSimd.Store(ref lanes[0], vector);
        return lanes[lane];
    }
}
