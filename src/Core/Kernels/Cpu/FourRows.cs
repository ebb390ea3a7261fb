using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// A vector of each of four rows: what is computed of them side by side does not wait for one another, and sums across lanes are four numbers of one vector. What comes of a
/// row does not depend on those beside it.
/// </summary>
/// <typeparam name="TSimd">The arithmetic.</typeparam>
/// <typeparam name="TVector">Its vectors.</typeparam>
internal readonly struct FourRows<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>The first row's; the others follow.</summary>
    public readonly TVector A;

    /// <summary>The second row's.</summary>
    public readonly TVector B;

    /// <summary>The third row's.</summary>
    public readonly TVector C;

    /// <summary>The fourth row's.</summary>
    public readonly TVector D;

    /// <summary>Four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourRows(TVector a, TVector b, TVector c, TVector d)
    {
        A = a;
        B = b;
        C = c;
        D = d;
    }

    /// <summary>All lanes zero.</summary>
    public static FourRows<TSimd, TVector> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TSimd.Zero, TSimd.Zero, TSimd.Zero, TSimd.Zero);
    }

    /// <summary>Lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> operator +(FourRows<TSimd, TVector> x, FourRows<TSimd, TVector> y) =>
        new(TSimd.Add(x.A, y.A), TSimd.Add(x.B, y.B), TSimd.Add(x.C, y.C), TSimd.Add(x.D, y.D));

    /// <summary>Lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> operator -(FourRows<TSimd, TVector> x, FourRows<TSimd, TVector> y) =>
        new(TSimd.Subtract(x.A, y.A), TSimd.Subtract(x.B, y.B), TSimd.Subtract(x.C, y.C), TSimd.Subtract(x.D, y.D));

    /// <summary>Lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> operator *(FourRows<TSimd, TVector> x, FourRows<TSimd, TVector> y) =>
        new(TSimd.Multiply(x.A, y.A), TSimd.Multiply(x.B, y.B), TSimd.Multiply(x.C, y.C), TSimd.Multiply(x.D, y.D));

    /// <summary>Each row times the same vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> operator *(FourRows<TSimd, TVector> x, TVector y) =>
        new(TSimd.Multiply(x.A, y), TSimd.Multiply(x.B, y), TSimd.Multiply(x.C, y), TSimd.Multiply(x.D, y));

    /// <summary>x y + z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> MultiplyAdd(FourRows<TSimd, TVector> x, FourRows<TSimd, TVector> y, FourRows<TSimd, TVector> z) =>
        new(TSimd.MultiplyAdd(x.A, y.A, z.A), TSimd.MultiplyAdd(x.B, y.B, z.B), TSimd.MultiplyAdd(x.C, y.C, z.C), TSimd.MultiplyAdd(x.D, y.D, z.D));

    /// <summary>x y + z with the same y and z for each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> MultiplyAdd(FourRows<TSimd, TVector> x, TVector y, TVector z) =>
        new(TSimd.MultiplyAdd(x.A, y, z), TSimd.MultiplyAdd(x.B, y, z), TSimd.MultiplyAdd(x.C, y, z), TSimd.MultiplyAdd(x.D, y, z));

    /// <summary>z - x y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> NegateMultiplyAdd(FourRows<TSimd, TVector> x, FourRows<TSimd, TVector> y, FourRows<TSimd, TVector> z) =>
        new(
            TSimd.NegateMultiplyAdd(x.A, y.A, z.A), TSimd.NegateMultiplyAdd(x.B, y.B, z.B), TSimd.NegateMultiplyAdd(x.C, y.C, z.C),
            TSimd.NegateMultiplyAdd(x.D, y.D, z.D));

    /// <summary>A vector of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> Load(ref float source, RowOffsets rows) =>
        new(TSimd.Load(ref source), TSimd.Load(ref Unsafe.Add(ref source, rows.B)), TSimd.Load(ref Unsafe.Add(ref source, rows.C)), TSimd.Load(ref Unsafe.Add(ref source, rows.D)));

    /// <summary>The lanes of each row that there are, zero in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> Load(ref float source, RowOffsets rows, int lanes) =>
        new(
            Lanes.Load<TSimd, TVector>(ref source, lanes),
            Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref source, rows.B), lanes),
            Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref source, rows.C), lanes),
            Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref source, rows.D), lanes));

    /// <summary>Each row's number in all its lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> Broadcast(Vector128<float> numbers) =>
        new(TSimd.Broadcast(numbers[0]), TSimd.Broadcast(numbers[1]), TSimd.Broadcast(numbers[2]), TSimd.Broadcast(numbers[3]));

    /// <summary>Each row's first number in all its lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows<TSimd, TVector> Broadcast(ref float source, RowOffsets rows) =>
        new(
            TSimd.Broadcast(source), TSimd.Broadcast(Unsafe.Add(ref source, rows.B)), TSimd.Broadcast(Unsafe.Add(ref source, rows.C)),
            TSimd.Broadcast(Unsafe.Add(ref source, rows.D)));

    /// <summary>The first lanes, zero in the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FourRows<TSimd, TVector> First(int lanes) =>
        lanes >= TSimd.Width ? this : new(TSimd.MaskFirst(A, lanes), TSimd.MaskFirst(B, lanes), TSimd.MaskFirst(C, lanes), TSimd.MaskFirst(D, lanes));

    /// <summary>The sum of each row's lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Sums()
    {
        Vector128<float> sums = default;
        TSimd.AddSums(ref Unsafe.As<Vector128<float>, float>(ref sums), A, B, C, D);
        return sums;
    }

    /// <summary>Stores the lanes of each row that there are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref float destination, RowOffsets rows, int lanes)
    {
        Lanes.Store<TSimd, TVector>(ref destination, A, lanes);
        Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref destination, rows.B), B, lanes);
        Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref destination, rows.C), C, lanes);
        Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref destination, rows.D), D, lanes);
    }
}
