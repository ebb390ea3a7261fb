using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SparseGen.Simd;

/// <summary>
/// Exact GELU by what it lacks to max(x, 0), and its slope by what that lacks to a step, as polynomials of sixteen pieces whose coefficients are looked up
/// in registers: half the instructions of the form with an exponential, and no division. Piece n are the distances a = |x|
/// with 2a within 1/2 of n; in the last, beyond 7.25, single precision has nothing left beside 0 and x. The polynomials of degree 6 are minimax fits made
/// for this library; <c>tests/Fixtures/fit_gelu.py</c> prints their coefficients, and Value4 are those of the fourth power.
/// </summary>
internal static class LookedUpGelu
{
    private const float Last = 7.5f;

    // Added to a number below 2^22 it leaves the nearest whole number in the lowest bits.
    private const float ToWhole = 8388608f;

    private static Vector512<float> Value6
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            -0.000149257612f, -4.88486039e-05f, 9.28904774e-05f, 7.47257e-05f, -7.27585939e-06f, -2.98804098e-05f,
            -1.17016407e-05f, 8.81473397e-07f, 2.26365819e-06f, 9.29746989e-07f, 2.15919215e-07f,
            3.32283783e-08f, 3.59184416e-09f, 2.8096428e-10f, 1.61891767e-11f, 0f);
    }

    private static Vector512<float> Value5
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            -4.95662562e-06f, -0.000690913992f, -0.000499833608f, 8.03550138e-05f, 0.000277446525f, 0.00013382321f,
            1.19475897e-06f, -2.61485566e-05f, -1.37218303e-05f, -3.91310004e-06f, -7.3404982e-07f,
            -9.66869322e-08f, -9.22847132e-09f, -6.50050458e-10f, -3.41921665e-11f, 0f);
    }

    private static Vector512<float> Value4
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            0.004157105f, 0.00212070788f, -0.00126003043f, -0.00225513778f, -0.00112457294f, -3.15194629e-05f,
            0.000253734586f, 0.000155206581f, 5.15960201e-05f, 1.13461901e-05f, 1.76092533e-06f,
            1.98903649e-07f, 1.66406693e-08f, 1.04267706e-09f, 4.93019653e-11f, 0f);
    }

    private static Vector512<float> Value3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            -1.83924712e-07f, 0.0137511604f, 0.0151226344f, 0.00708361296f, 4.61537724e-07f, -0.00205414928f,
            -0.00138509378f, -0.000525014068f, -0.000133823705f, -2.43427694e-05f, -3.24982284e-06f,
            -3.23486034e-07f, -2.42472282e-08f, -1.37777978e-09f, -5.96300717e-11f, 0f);
    }

    private static Vector512<float> Value2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            -0.0997355655f, -0.077014342f, -0.0302463509f, 0.00404738588f, 0.0134977149f, 0.00931192003f,
            0.00387788378f, 0.00111812924f, 0.000234201623f, 3.646185e-05f, 4.27400983e-06f,
            3.80254761e-07f, 2.58165755e-08f, 1.34265121e-09f, 5.36397871e-11f, 0f);
    }

    private static Vector512<float> Value1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            0.25f, 0.0662524849f, -0.0416577198f, -0.0637346134f, -0.0426159129f, -0.0188055411f,
            -0.0059728194f, -0.00141087908f, -0.000251824997f, -3.42647654e-05f, -3.57353019e-06f,
            -2.8668444e-07f, -1.77357187e-08f, -8.47646398e-10f, -3.13393096e-11f, 0f);
    }

    private static Vector512<float> Value0
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            0f, 0.154268771f, 0.158655256f, 0.100210801f, 0.0455002636f, 0.0155241629f,
            0.0040496937f, 0.000814201718f, 0.000126684987f, 1.52895427e-05f, 1.4332619e-06f,
            1.04443245e-07f, 5.91959548e-09f, 2.61045213e-10f, 8.95895771e-12f, 0f);
    }

    private static Vector512<float> Slope6
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            0.000128362182f, 0.000348797272f, 0.000147733575f, -0.000159507763f, -0.000119355129f, 1.57486284e-05f,
            3.88722656e-05f, 1.10835281e-05f, -2.13324165e-06f, -2.26502902e-06f, -7.25523819e-07f,
            -1.36561709e-07f, -1.71719723e-08f, -1.5192364e-09f, -9.7222827e-11f, 0f);
    }

    private static Vector512<float> Slope5
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            -0.00195875601f, -0.000567544776f, 0.00111071044f, 0.000907287467f, -7.50004328e-05f, -0.000360400561f,
            -0.000146604507f, 8.52683752e-06f, 2.75497296e-05f, 1.15799721e-05f, 2.72664693e-06f,
            4.23857927e-07f, 4.62053542e-08f, 3.64102681e-09f, 2.11178464e-10f, 0f);
    }

    private static Vector512<float> Slope4
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            3.0691237e-05f, -0.0070190262f, -0.00504548149f, 0.000853091944f, 0.00281125074f, 0.00133343565f,
            2.56916735e-07f, -0.000264756556f, -0.000136594099f, -3.84781742e-05f, -7.13372219e-06f,
            -9.28122688e-07f, -8.74292354e-08f, -6.0722023e-09f, -3.14582638e-10f, 0f);
    }

    private static Vector512<float> Slope3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            0.0332396962f, 0.0169609953f, -0.0100792749f, -0.0180437453f, -0.0089996513f, -0.000251704216f,
            0.0020314022f, 0.00124215533f, 0.000412673835f, 9.06673886e-05f, 1.40550546e-05f,
            1.58531168e-06f, 1.32402832e-07f, 8.27941715e-09f, 3.90571298e-10f, 0f);
    }

    private static Vector512<float> Slope2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            4.72066034e-07f, 0.0825153068f, 0.0907394588f, 0.0424979962f, 6.81229508e-08f, -0.0123245493f,
            -0.00830973685f, -0.00314986007f, -0.000802984345f, -0.000146099541f, -1.95122611e-05f,
            -1.94339873e-06f, -1.45793351e-07f, -8.29395397e-09f, -3.59518554e-10f, 0f);
    }

    private static Vector512<float> Slope1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            -0.398942292f, -0.308057159f, -0.120985448f, 0.0161896665f, 0.0539910011f, 0.0372476578f,
            0.0155114653f, 0.00447249413f, 0.000936810742f, 0.000145851911f, 1.70974399e-05f,
            1.52126927e-06f, 1.03296152e-07f, 5.37310685e-09f, 2.14710638e-10f, 0f);
    }

    private static Vector512<float> Slope0
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
            0.5f, 0.13250488f, -0.0833154768f, -0.127469197f, -0.0852318034f, -0.0376110859f,
            -0.0119456472f, -0.00282176002f, -0.000503649644f, -6.85291816e-05f, -7.14695807e-06f,
            -5.73349837e-07f, -3.54690428e-08f, -1.69508019e-09f, -6.2664901e-11f, 0f);
    }

    /// <summary>max(x, 0) - a (1 - Phi(a)) with a = |x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector>(TVector x)
        where TSimd : struct, ILookup<TVector>
        where TVector : struct
    {
        TVector piece = Find<TSimd, TVector>(TSimd.Abs(x), out TVector place);
        return TSimd.Subtract(TSimd.Max(x, TSimd.Zero), Rest<TSimd, TVector>(piece, place));
    }

    /// <summary>Phi(x) + x phi(x); also the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient<TSimd, TVector>(TVector x, out TVector value)
        where TSimd : struct, ILookup<TVector>
        where TVector : struct
    {
        TVector piece = Find<TSimd, TVector>(TSimd.Abs(x), out TVector place), slope = SlopeOfRest<TSimd, TVector>(piece, place);
        value = TSimd.Subtract(TSimd.Max(x, TSimd.Zero), Rest<TSimd, TVector>(piece, place));
        return TSimd.SelectGreater(x, TSimd.Zero, TSimd.Subtract(TSimd.Broadcast(1f), slope), slope);
    }

    /// <summary>The piece in which a distance lies, in the lowest four bits, and where in it.</summary>
    /// <param name="distance">The distance a, not negative. A NaN gives a place that is NaN.</param>
    /// <param name="place">2a - n, from -1/2 to 1/2, exactly.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Find<TSimd, TVector>(TVector distance, out TVector place)
        where TSimd : struct, ILookup<TVector>
        where TVector : struct
    {
        TVector near = TSimd.Min(distance, TSimd.Broadcast(Last));
        TVector piece = TSimd.MultiplyAdd(near, TSimd.Broadcast(2f), TSimd.Broadcast(ToWhole));
        place = TSimd.MultiplyAdd(near, TSimd.Broadcast(2f), TSimd.Subtract(TSimd.Broadcast(ToWhole), piece));
        return piece;
    }

    /// <summary>a (1 - Phi(a)), within 2e-8; relative to itself within 4e-7 up to a = 4.25 and 4e-4 up to 7.25.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Rest<TSimd, TVector>(TVector piece, TVector place)
        where TSimd : struct, ILookup<TVector>
        where TVector : struct
    {
        TVector p = TSimd.Lookup(Value6, piece);
        p = TSimd.MultiplyAdd(p, place, TSimd.Lookup(Value5, piece));
        p = TSimd.MultiplyAdd(p, place, TSimd.Lookup(Value4, piece));
        p = TSimd.MultiplyAdd(p, place, TSimd.Lookup(Value3, piece));
        p = TSimd.MultiplyAdd(p, place, TSimd.Lookup(Value2, piece));
        p = TSimd.MultiplyAdd(p, place, TSimd.Lookup(Value1, piece));
        return TSimd.MultiplyAdd(p, place, TSimd.Lookup(Value0, piece));
    }

    /// <summary>1 - Phi(a) - a phi(a), the slope of GELU at -a, within 6e-8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector SlopeOfRest<TSimd, TVector>(TVector piece, TVector place)
        where TSimd : struct, ILookup<TVector>
        where TVector : struct
    {
        TVector p = TSimd.Lookup(Slope6, piece);
        p = TSimd.MultiplyAdd(p, place, TSimd.Lookup(Slope5, piece));
        p = TSimd.MultiplyAdd(p, place, TSimd.Lookup(Slope4, piece));
        p = TSimd.MultiplyAdd(p, place, TSimd.Lookup(Slope3, piece));
        p = TSimd.MultiplyAdd(p, place, TSimd.Lookup(Slope2, piece));
        p = TSimd.MultiplyAdd(p, place, TSimd.Lookup(Slope1, piece));
        return TSimd.MultiplyAdd(p, place, TSimd.Lookup(Slope0, piece));
    }
}
