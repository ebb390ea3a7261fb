using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

/// <content>Index maps.</content>
public static partial class Rearrangement
{
    /// <summary>
    /// Moves each element of a row to its place in the output's row. A place beyond the end of the input counts as zero, which pads; one beyond the end of the output is left
    /// out, which cuts off.
    /// </summary>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <param name="input">[rows, inputs].</param>
    /// <param name="bias">As long as the map reaches in it.</param>
    /// <param name="output">[rows, outputs].</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="inputs">Numbers of an input's row.</param>
    /// <param name="outputs">Numbers of an output's row.</param>
    /// <param name="map">Where the elements go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Move<TBias>(ref float input, ref float bias, ref float output, int rows, int inputs, int outputs, IndexMap map)
        where TBias : struct, IOption
    {
        var order = new MoveOrder(map);
        bool isWhole = order.HasBlocks && map.LastInput < inputs && map.LastOutput < outputs;
        bool addsInRows = TBias.IsPresent && isWhole && map.HasBiasOfOutput;
        for (int row = 0; row < rows; row++)
        {
            ref float source = ref Unsafe.Add(ref input, row * inputs);
            ref float target = ref Unsafe.Add(ref output, row * outputs);
            if (addsInRows)
            {
                MoveBlocks<Absent>(ref source, ref bias, ref target, order);
                Add(ref target, ref bias, ref target, map.Count);
            }
            else if (isWhole)
            {
                MoveBlocks<TBias>(ref source, ref bias, ref target, order);
            }
            else
            {
                MoveNumbers<TBias>(ref source, ref bias, ref target, inputs, outputs, map);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MoveBlocks<TBias>(ref float source, ref float bias, ref float target, in MoveOrder order)
        where TBias : struct, IOption
    {
        for (int a = 0; a < order.A.Extent; a++)
        {
            for (int b = 0; b < order.B.Extent; b++)
            {
                for (int c = 0; c < order.C.Extent; c++)
                {
                    ref float from = ref Unsafe.Add(ref source, (a * order.A.Input) + (b * order.B.Input) + (c * order.C.Input));
                    ref float to = ref Unsafe.Add(ref target, (a * order.A.Output) + (b * order.B.Output) + (c * order.C.Output));
                    MoveBlock(ref from, ref to, order.Across, order.Along);
                    if (TBias.IsPresent)
                    {
                        AddBias(ref Unsafe.Add(ref bias, (a * order.A.Bias) + (b * order.B.Bias) + (c * order.C.Bias)), ref to, order.Across, order.Along);
                    }
                }
            }
        }
    }

    /// <summary>Runs of neighbours are copied; where neighbours come to lie apart, a matrix is transposed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MoveBlock(ref float source, ref float target, IndexDimension across, IndexDimension along)
    {
        if (along.Input != 1)
        {
            Transposition.Run(ref source, along.Input, along.Extent, across.Extent, ref target, across.Output);
            return;
        }

        for (int i = 0; i < across.Extent; i++)
        {
            ref float from = ref Unsafe.Add(ref source, i * across.Input);
            ref float to = ref Unsafe.Add(ref target, i * across.Output);
            int j = 0;
            for (; j <= along.Extent - Vector128<float>.Count; j += Vector128<float>.Count)
            {
                Vector128.LoadUnsafe(ref from, (nuint)j).StoreUnsafe(ref to, (nuint)j);
            }

            for (; j < along.Extent; j++)
            {
                Unsafe.Add(ref to, j) = Unsafe.Add(ref from, j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddBias(ref float bias, ref float target, IndexDimension across, IndexDimension along)
    {
        for (int i = 0; i < across.Extent; i++)
        {
            ref float term = ref Unsafe.Add(ref bias, i * across.Bias);
            ref float sum = ref Unsafe.Add(ref target, i * across.Output);
            if (along.Bias == 1)
            {
                Add(ref sum, ref term, ref sum, along.Extent);
                continue;
            }

            for (int j = 0; j < along.Extent; j++)
            {
                Unsafe.Add(ref sum, j) += Unsafe.Add(ref term, j * along.Bias);
            }
        }
    }

    /// <summary>Any map, a number at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MoveNumbers<TBias>(ref float source, ref float bias, ref float target, int inputs, int outputs, in IndexMap map)
        where TBias : struct, IOption
    {
        (IndexDimension slowest, IndexDimension second, IndexDimension third, IndexDimension fourth) = (map.A, map.B, map.C, map.D);
        for (int a = 0; a < slowest.Extent; a++)
        {
            for (int b = 0; b < second.Extent; b++)
            {
                for (int c = 0; c < third.Extent; c++)
                {
                    for (int d = 0; d < fourth.Extent; d++)
                    {
                        int from = (a * slowest.Input) + (b * second.Input) + (c * third.Input) + (d * fourth.Input);
                        int to = (a * slowest.Output) + (b * second.Output) + (c * third.Output) + (d * fourth.Output);
                        int term = (a * slowest.Bias) + (b * second.Bias) + (c * third.Bias) + (d * fourth.Bias);
                        MoveDigit<TBias>(ref source, ref bias, ref target, from, term, to, inputs, outputs, map.E);
                    }
                }
            }
        }
    }

    /// <summary>The loop of the fastest digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MoveDigit<TBias>(
        ref float source, ref float bias, ref float target, int from, int term, int to, int inputs, int outputs, IndexDimension digit)
        where TBias : struct, IOption
    {
        for (int i = 0; i < digit.Extent && to < outputs; i++)
        {
            float value = from < inputs ? Unsafe.Add(ref source, from) : 0f;
            Unsafe.Add(ref target, to) = TBias.IsPresent ? value + Unsafe.Add(ref bias, term) : value;
            (from, term, to) = (from + digit.Input, term + digit.Bias, to + digit.Output);
        }
    }
}
