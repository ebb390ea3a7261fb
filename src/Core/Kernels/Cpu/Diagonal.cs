using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>
/// Diagonal linear networks: (u u - v v) x, element by element (Woodworth et al. 2020, arXiv 2002.09277). Directional derivatives of the squares are products of two factors
/// each, u u' - v v'.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Diagonal
{
    /// <summary>output = (u otherU - v otherV) input, element by element in each row. Without other factors u and v are squared.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TOthers">Whether there are other factors.</typeparam>
    /// <param name="input">[rows, features].</param>
    /// <param name="u">[features].</param>
    /// <param name="otherU">[features].</param>
    /// <param name="v">[features].</param>
    /// <param name="otherV">[features].</param>
    /// <param name="output">[rows, features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="features">Features of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TSimd, TVector, TOthers>(
        ref float input, ref float u, ref float otherU, ref float v, ref float otherV, ref float output, int rows, int features)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TOthers : struct, IOption
    {
        for (int row = 0; row < rows; row++)
        {
            for (int feature = 0; feature < features; feature += TSimd.Width)
            {
                TVector uVector = TSimd.Load(ref Unsafe.Add(ref u, feature)), vVector = TSimd.Load(ref Unsafe.Add(ref v, feature));
                TVector uFactor = TOthers.IsPresent ? TSimd.Load(ref Unsafe.Add(ref otherU, feature)) : uVector;
                TVector vFactor = TOthers.IsPresent ? TSimd.Load(ref Unsafe.Add(ref otherV, feature)) : vVector;
                TVector weight = TSimd.NegateMultiplyAdd(vVector, vFactor, TSimd.Multiply(uVector, uFactor));
                int at = (row * features) + feature;
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, at), TSimd.Multiply(weight, TSimd.Load(ref Unsafe.Add(ref input, at))), features - feature);
            }
        }
    }

    /// <summary>The gradients of the factors: uGradient += 2 u s and vGradient -= 2 v s with s = sum over the rows of outputGradient input.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="outputGradient">[rows, features].</param>
    /// <param name="input">[rows, features].</param>
    /// <param name="u">[features].</param>
    /// <param name="v">[features].</param>
    /// <param name="uGradient">[features].</param>
    /// <param name="vGradient">[features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="features">Features of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradients<TSimd, TVector>(
        ref float outputGradient, ref float input, ref float u, ref float v, ref float uGradient, ref float vGradient, int rows, int features)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int first = 0; first < rows; first += BlockTerms.Cpu)
        {
            int count = Math.Min(rows - first, BlockTerms.Cpu);
            for (int feature = 0; feature < features; feature += TSimd.Width)
            {
                int at = (first * features) + feature;
                TVector sum = RowProducts.Sum<TSimd, TVector>(ref Unsafe.Add(ref outputGradient, at), ref Unsafe.Add(ref input, at), count, features);
                TVector twice = TSimd.Multiply(TSimd.Broadcast(2f), sum);
                ref float du = ref Unsafe.Add(ref uGradient, feature);
                ref float dv = ref Unsafe.Add(ref vGradient, feature);
                TVector newU = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref u, feature)), twice, TSimd.Load(ref du));
                TVector newV = TSimd.NegateMultiplyAdd(TSimd.Load(ref Unsafe.Add(ref v, feature)), twice, TSimd.Load(ref dv));
                Lanes.Store<TSimd, TVector>(ref du, newU, features - feature);
                Lanes.Store<TSimd, TVector>(ref dv, newV, features - feature);
            }
        }
    }
}
