using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Execution;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Rows times a number for each place, plus another one: affine layers and layer scale.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scale
{
    /// <summary>output = scale input + shift + residual, element by element in each row. The residual may lie where the output does.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TShift">Whether there is a shift.</typeparam>
    /// <typeparam name="TResidual">Whether there is a residual.</typeparam>
    /// <param name="input">[rows, features].</param>
    /// <param name="scale">[features].</param>
    /// <param name="shift">[features].</param>
    /// <param name="residual">[rows, features].</param>
    /// <param name="output">[rows, features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="features">Features of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TSimd, TVector, TShift, TResidual>(
        ref float input, ref float scale, ref float shift, ref float residual, ref float output, int rows, int features)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TShift : struct, IOption
        where TResidual : struct, IOption
    {
        for (int row = 0; row < rows; row++)
        {
            for (int feature = 0; feature < features; feature += TSimd.Width)
            {
                int at = (row * features) + feature;
                TVector x = TSimd.Load(ref Unsafe.Add(ref input, at)), factor = TSimd.Load(ref Unsafe.Add(ref scale, feature));
                TVector value = TShift.IsPresent ? TSimd.MultiplyAdd(x, factor, TSimd.Load(ref Unsafe.Add(ref shift, feature))) : TSimd.Multiply(x, factor);
                if (TResidual.IsPresent)
                {
                    value = TSimd.Add(value, TSimd.Load(ref Unsafe.Add(ref residual, at)));
                }

                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, at), value, features - feature);
            }
        }
    }

    /// <summary>The same by workers that share it out.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TShift">Whether there is a shift.</typeparam>
    /// <typeparam name="TResidual">Whether there is a residual.</typeparam>
    /// <param name="input">[rows, features].</param>
    /// <param name="scale">[features].</param>
    /// <param name="shift">[features].</param>
    /// <param name="residual">[rows, features].</param>
    /// <param name="output">[rows, features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="features">Features of a row.</param>
    /// <param name="share">The worker's part in it: rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TSimd, TVector, TShift, TResidual>(
        ref float input, ref float scale, ref float shift, ref float residual, ref float output, int rows, int features, ref WorkShare share)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TShift : struct, IOption
        where TResidual : struct, IOption
    {
        while (share.Take(rows, out int first, out int last))
        {
            int start = first * features;
            ref float passing = ref TResidual.IsPresent ? ref Unsafe.Add(ref residual, start) : ref residual;
            Apply<TSimd, TVector, TShift, TResidual>(
                ref Unsafe.Add(ref input, start), ref scale, ref shift, ref passing, ref Unsafe.Add(ref output, start), last - first, features);
        }
    }

    /// <summary>gradient += sum over the rows of outputGradient input: the gradient of the scale.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="outputGradient">[rows, features].</param>
    /// <param name="input">[rows, features].</param>
    /// <param name="gradient">[features].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="features">Features of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient<TSimd, TVector>(ref float outputGradient, ref float input, ref float gradient, int rows, int features)
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
                ref float place = ref Unsafe.Add(ref gradient, feature);
                Lanes.Store<TSimd, TVector>(ref place, TSimd.Add(TSimd.Load(ref place), sum), features - feature);
            }
        }
    }
}
