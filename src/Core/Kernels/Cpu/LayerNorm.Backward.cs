using System.Runtime.CompilerServices;
using SparseGen.Simd;

namespace SparseGen.Kernels.Cpu;

public static partial class LayerNorm
{
    /// <summary>
    /// The derivative. With n = (input - mean) / deviation and g = outputGradient weight: inputGradient = (g - mean(g) - n mean(g n)) / deviation + residual,
    /// weightGradient += outputGradient n and biasGradient += outputGradient. On request also output = n weight + bias, since all of it is at hand.
    /// </summary>
    /// <typeparam name="TSimd">The arithmetic.</typeparam>
    /// <typeparam name="TVector">Its vectors.</typeparam>
    /// <typeparam name="TBias">Whether there is a bias.</typeparam>
    /// <typeparam name="TResidual">Whether a residual is added to the input's gradient.</typeparam>
    /// <typeparam name="TGradients">Whether the gradients of the parameters are wanted.</typeparam>
    /// <typeparam name="TOutput">Whether the output is wanted again.</typeparam>
    /// <param name="outputGradient">[rows, channels].</param>
    /// <param name="input">[rows, channels].</param>
    /// <param name="weight">[channels].</param>
    /// <param name="bias">[channels]; read for the output only.</param>
    /// <param name="residual">[rows, channels].</param>
    /// <param name="inputGradient">[rows, channels].</param>
    /// <param name="weightGradient">[channels].</param>
    /// <param name="biasGradient">[channels].</param>
    /// <param name="output">[rows, channels].</param>
    /// <param name="room">Room for the sums of a block: channels, rounded up to a cache line, for each gradient.</param>
    /// <param name="rows">Rows of all samples.</param>
    /// <param name="channels">Channels of a row.</param>
    /// <param name="epsilon">Added to the variance.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward<TSimd, TVector, TBias, TResidual, TGradients, TOutput>(
        ref float outputGradient,
        ref float input,
        ref float weight,
        ref float bias,
        ref float residual,
        ref float inputGradient,
        ref float weightGradient,
        ref float biasGradient,
        ref float output,
        ref float room,
        int rows,
        int channels,
        float epsilon)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
        where TBias : struct, IOption
        where TResidual : struct, IOption
        where TGradients : struct, IOption
        where TOutput : struct, IOption
    {
        int length = BlockSums.Length(channels);
        ref float biasSums = ref TGradients.IsPresent && TBias.IsPresent ? ref Unsafe.Add(ref room, length) : ref room;
        for (int first = 0; first < rows; first += BlockTerms.Cpu)
        {
            int last = Math.Min(first + BlockTerms.Cpu, rows);
            if (TGradients.IsPresent)
            {
                BlockSums.Clear(ref room, TBias.IsPresent ? 2 * length : length);
            }

            for (int row = first; row < last; row += 4)
            {
                int start = row * channels;
                BackwardOfFour<TSimd, TVector, TBias, TResidual, TGradients, TOutput>(
                    ref Unsafe.Add(ref outputGradient, start), ref Unsafe.Add(ref input, start), ref weight, ref bias, ref Unsafe.Add(ref residual, start),
                    ref Unsafe.Add(ref inputGradient, start), ref room, ref biasSums, ref Unsafe.Add(ref output, start), last - row, channels, epsilon);
            }

            if (TGradients.IsPresent)
            {
                BlockSums.Add<TSimd, TVector>(ref room, ref weightGradient, channels);
                if (TBias.IsPresent)
                {
                    BlockSums.Add<TSimd, TVector>(ref biasSums, ref biasGradient, channels);
                }
            }
        }
    }
}
