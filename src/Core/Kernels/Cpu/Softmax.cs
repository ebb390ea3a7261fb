using System.ComponentModel;
using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <summary>Softmax of rows, its derivative and the tangent of that. What a derivative needs of the forward pass is the result y: dx = y (dy - sum(dy y)).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Softmax
{
    /// <summary>output = e^(input - m) / sum(e^(input - m)) with the largest number m of the row, so that no power is too large.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="input">[rows, channels].</param>
    /// <param name="output">[rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row; at least 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward<TSimd, TVector>(ref float input, ref float output, int rows, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        int row = 0;
        for (; row < rows - 1; row += 2)
        {
            Rows<TSimd, TVector, Present>(ref Unsafe.Add(ref input, row * channels), ref Unsafe.Add(ref output, row * channels), channels);
        }

        if (row < rows)
        {
            Rows<TSimd, TVector, Absent>(ref Unsafe.Add(ref input, row * channels), ref Unsafe.Add(ref output, row * channels), channels);
        }
    }

    /// <summary>A row or two, which share the loads of constants.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows<TSimd, TVector, TSecond>(ref float x, ref float y, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TSecond : struct, IOption
    {
        int next = TSecond.IsPresent ? channels : 0;
        TVector largest = TSimd.Broadcast(Largest<TSimd, TVector>(ref x, channels)), sum = TSimd.Zero;
        TVector nextLargest = TSecond.IsPresent ? TSimd.Broadcast(Largest<TSimd, TVector>(ref Unsafe.Add(ref x, next), channels)) : largest, nextSum = sum;
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            int lanes = channels - channel;
            ref float from = ref Unsafe.Add(ref x, channel);
            ref float to = ref Unsafe.Add(ref y, channel);
            TVector power = Exponential.ExpOfDifference<TSimd, TVector>(Lanes.Load<TSimd, TVector>(ref from, lanes), largest);
            TVector nextPower = TSecond.IsPresent
                ? Exponential.ExpOfDifference<TSimd, TVector>(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref from, next), lanes), nextLargest)
                : power;
            Lanes.Store<TSimd, TVector>(ref to, power, lanes);
            Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref to, next), nextPower, lanes);
            sum = TSimd.Add(sum, lanes >= TSimd.Width ? power : TSimd.MaskFirst(power, lanes));
            nextSum = TSimd.Add(nextSum, lanes >= TSimd.Width ? nextPower : TSimd.MaskFirst(nextPower, lanes));
        }

        TVector share = TSimd.Broadcast(1f / TSimd.Sum(sum)), nextShare = TSecond.IsPresent ? TSimd.Broadcast(1f / TSimd.Sum(nextSum)) : share;
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            ref float place = ref Unsafe.Add(ref y, channel);
            Lanes.Store<TSimd, TVector>(ref place, TSimd.Multiply(TSimd.Load(ref place), share), channels - channel);
            if (TSecond.IsPresent)
            {
                place = ref Unsafe.Add(ref place, next);
                Lanes.Store<TSimd, TVector>(ref place, TSimd.Multiply(TSimd.Load(ref place), nextShare), channels - channel);
            }
        }
    }

    /// <summary>inputGradient = output (outputGradient - sum(outputGradient output)), which is also the tangent of the output along what stands in place of its gradient.</summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="outputGradient">[rows, channels].</param>
    /// <param name="output">What <see cref="Forward"/> computed, [rows, channels].</param>
    /// <param name="inputGradient">[rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TSimd, TVector>(ref float outputGradient, ref float output, ref float inputGradient, int rows, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            ref float dy = ref Unsafe.Add(ref outputGradient, row * channels);
            ref float y = ref Unsafe.Add(ref output, row * channels);
            TVector mean = TSimd.Broadcast(TSimd.Sum(Products<TSimd, TVector>(ref dy, ref y, channels, TSimd.Zero)));
            for (int channel = 0; channel < channels; channel += TSimd.Width)
            {
                TVector centred = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref dy, channel)), mean);
                TVector result = TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref y, channel)), centred);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref inputGradient, (row * channels) + channel), result, channels - channel);
            }
        }
    }

    /// <summary>
    /// The tangent of <see cref="Backward"/>, dx = y (dy - s) with s = sum(dy y): dx' = y' (dy - s) + y (dy' - s') with s' = sum(dy' y + dy y').
    /// </summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <param name="outputGradient">dy, [rows, channels].</param>
    /// <param name="output">y, [rows, channels].</param>
    /// <param name="gradientTangent">dy', [rows, channels].</param>
    /// <param name="outputTangent">y', [rows, channels].</param>
    /// <param name="result">dx', [rows, channels].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void BackwardTangent<TSimd, TVector>(
        ref float outputGradient, ref float output, ref float gradientTangent, ref float outputTangent, ref float result, int rows, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int row = 0; row < rows; row++)
        {
            int start = row * channels;
            ref float dy = ref Unsafe.Add(ref outputGradient, start);
            ref float y = ref Unsafe.Add(ref output, start);
            ref float dyTangent = ref Unsafe.Add(ref gradientTangent, start);
            ref float yTangent = ref Unsafe.Add(ref outputTangent, start);
            TVector mean = TSimd.Broadcast(TSimd.Sum(Products<TSimd, TVector>(ref dy, ref y, channels, TSimd.Zero)));
            TVector moved = Products<TSimd, TVector>(ref dyTangent, ref y, channels, Products<TSimd, TVector>(ref dy, ref yTangent, channels, TSimd.Zero));
            TVector meanTangent = TSimd.Broadcast(TSimd.Sum(moved));
            for (int channel = 0; channel < channels; channel += TSimd.Width)
            {
                TVector centred = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref dy, channel)), mean);
                TVector centredTangent = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref dyTangent, channel)), meanTangent);
                TVector value = TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref yTangent, channel)), centred);
                value = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref y, channel)), centredTangent, value);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref result, start + channel), value, channels - channel);
            }
        }
    }

    /// <summary>The largest number of a row. Where the last vector is not full, it overlaps the one before; a row of less than a vector is taken number by number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Largest<TSimd, TVector>(ref float row, int channels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        TVector largest = TSimd.Broadcast(row);
        if (channels < TSimd.Width)
        {
            for (int channel = 1; channel < channels; channel++)
            {
                largest = TSimd.Max(largest, TSimd.Broadcast(Unsafe.Add(ref row, channel)));
            }

            return TSimd.Largest(largest);
        }

        for (int channel = 0; channel <= channels - TSimd.Width; channel += TSimd.Width)
        {
            largest = TSimd.Max(largest, TSimd.Load(ref Unsafe.Add(ref row, channel)));
        }

        return TSimd.Largest(TSimd.Max(largest, TSimd.Load(ref Unsafe.Add(ref row, channels - TSimd.Width))));
    }

    /// <summary>Adds products of two rows to what is in the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Products<TSimd, TVector>(ref float left, ref float right, int channels, TVector sum)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (int channel = 0; channel < channels; channel += TSimd.Width)
        {
            int lanes = channels - channel;
            sum = TSimd.MultiplyAdd(
                Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref left, channel), lanes), Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref right, channel), lanes), sum);
        }

        return sum;
    }
}
