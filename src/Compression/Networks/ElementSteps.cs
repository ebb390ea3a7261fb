using System.Numerics;
using System.Runtime.InteropServices;
using SparseGen.Execution;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Compression.Networks;

/// <summary>A function of each number.</summary>
internal sealed class ActivationStep<TFunction>(string name, int input, int output) : NetworkStep(name, [input], output)
    where TFunction : struct, IActivation
{
    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples) => VectorWork.Run(new Work(values[Inputs[0], samples], values[Output, samples]));

    private readonly ref struct Work(Span<float> input, Span<float> output) : IVectorWork
    {
        private readonly Span<float> _input = input;
        private readonly Span<float> _output = output;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct =>
            ActivationKernels.Value<TSimd, TVector, TFunction>(new Tile(ref _input[0]), new Tile(ref _output[0]), 1, _input.Length);
    }
}

/// <summary>Softmax over the last dimension.</summary>
internal sealed class SoftmaxStep(string name, int input, int output, int columns) : NetworkStep(name, [input], output)
{
    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples) => VectorWork.Run(new Work(values[Inputs[0], samples], values[Output, samples], columns));

    private readonly ref struct Work(Span<float> input, Span<float> output, int columns) : IVectorWork
    {
        private readonly Span<float> _input = input;
        private readonly Span<float> _output = output;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct => Softmax.Forward<TSimd, TVector>(ref _input[0], ref _output[0], _input.Length / columns, columns);
    }
}

/// <summary>Layer norm over the last dimension.</summary>
internal sealed class LayerNormStep : NetworkStep
{
    private readonly FloatArena _weight;
    private readonly FloatArena _bias;
    private readonly float _epsilon;

    public LayerNormStep(string name, int input, int output, float epsilon, float[] weight, float[] bias)
        : base(name, [input], output)
    {
        _weight = new FloatArena(weight.Length, clear: true);
        _bias = new FloatArena(weight.Length, clear: true);
        weight.CopyTo(_weight.Span);
        bias.CopyTo(_bias.Span);
        _epsilon = epsilon;
    }

    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples) => VectorWork.Run(new Work(values[Inputs[0], samples], values[Output, samples], this));

    private readonly ref struct Work(Span<float> input, Span<float> output, LayerNormStep step) : IVectorWork
    {
        private readonly Span<float> _input = input;
        private readonly Span<float> _output = output;

        public void Run<TSimd, TVector>()
            where TSimd : struct, ISimd<TVector>
            where TVector : struct
        {
            int columns = step._weight.Length;
            LayerNorm.Forward<TSimd, TVector, Present>(
                ref _input[0], ref step._weight.First, ref step._bias.First, ref _output[0], _input.Length / columns, columns, step._epsilon);
        }
    }
}

/// <summary>left right + shift of numbers of a sample: with another value, or with numbers that repeat along it; null for one and for zero.</summary>
internal sealed class ScaleStep(string name, int input, int output, float[]? scale, float[]? shift) : NetworkStep(name, [input], output)
{
    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples)
    {
        ReadOnlySpan<float> from = values[Inputs[0], samples];
        Span<float> to = values[Output, samples];
        int period = (scale ?? shift)!.Length;
        for (int start = 0; start < from.Length; start += period)
        {
            for (int i = 0; i < period; i++)
            {
                to[start + i] = (from[start + i] * (scale is null ? 1 : scale[i])) + (shift is null ? 0 : shift[i]);
            }
        }
    }
}

/// <summary>The sum or the product of two values.</summary>
internal sealed class PairStep(string name, int left, int right, int output, bool isProduct) : NetworkStep(name, [left, right], output)
{
    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples)
    {
        ReadOnlySpan<float> a = values[Inputs[0], samples], b = values[Inputs[1], samples];
        Span<float> to = values[Output, samples];
        ReadOnlySpan<Vector<float>> aVectors = MemoryMarshal.Cast<float, Vector<float>>(a), bVectors = MemoryMarshal.Cast<float, Vector<float>>(b);
        Span<Vector<float>> toVectors = MemoryMarshal.Cast<float, Vector<float>>(to);
        for (int i = 0; i < toVectors.Length; i++)
        {
            toVectors[i] = isProduct ? aVectors[i] * bVectors[i] : aVectors[i] + bVectors[i];
        }

        for (int i = toVectors.Length * Vector<float>.Count; i < to.Length; i++)
        {
            to[i] = isProduct ? a[i] * b[i] : a[i] + b[i];
        }
    }
}

/// <summary>Sums over the rows of a matrix or over its columns, divided by a number.</summary>
internal sealed class SumStep(string name, int input, int output, int columns, bool isOverRows, int divisor) : NetworkStep(name, [input], output)
{
    /// <inheritdoc/>
    public override void Run(NetworkValues values, int samples)
    {
        ReadOnlySpan<float> all = values[Inputs[0], samples];
        Span<float> result = values[Output, samples];
        int size = all.Length / samples, rows = size / columns, sums = isOverRows ? columns : rows;
        result.Clear();
        for (int sample = 0; sample < samples; sample++)
        {
            Span<float> to = result.Slice(sample * sums, sums);
            for (int i = 0; i < size; i++)
            {
                to[isOverRows ? i % columns : i / columns] += all[(sample * size) + i];
            }

            for (int i = 0; i < sums; i++)
            {
                to[i] /= divisor;
            }
        }
    }
}
