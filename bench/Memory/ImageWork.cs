using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SparseGen.Bench.Quick;
using SparseGen.Execution;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;
using SparseGen.Simd;

namespace SparseGen.Bench.Memory;

/// <summary>Images that no cache holds, and what is done with them by several threads, each with some of the samples.</summary>
internal sealed class ImageWork : IWork, IDisposable
{
    /// <summary>Numbers of all images: 128 MB before and as many after.</summary>
    private const int Numbers = 1 << 25;

    private const int Kernel = 3, Slack = 64, Alignment = 64;

    private readonly WorkerTeam _team;
    private readonly ImageWindow _window;

    // As models have them: a vector that begins in the middle of a cache line touches two.
    private readonly Memory<float> _input = Aligned(Numbers, 0.5f);
    private readonly Memory<float> _output = Aligned(Numbers, 0f);
    private readonly Memory<float> _weight;
    private bool _isCopy;

    /// <param name="threads">Threads.</param>
    /// <param name="height">Height of an image.</param>
    /// <param name="width">Its width.</param>
    /// <param name="channels">Its channels.</param>
    public ImageWork(int threads, int height, int width, int channels)
    {
        _team = new WorkerTeam(threads);
        int kernelHeight = Math.Min(Kernel, height);
        _window = new ImageWindow(height, width, channels, kernelHeight, Kernel, height, width, 1, kernelHeight / 2, Kernel / 2, 1);
        Samples = Numbers / (height * width * channels);
        _weight = Aligned(kernelHeight * Kernel * (channels + 31), 0.25f);
    }

    /// <summary>Images.</summary>
    public int Samples { get; }

    /// <summary>Bytes of all of them, before and after.</summary>
    public long Bytes => 2L * sizeof(float) * Samples * Size;

    private int Size => _window.Height * _window.Width * _window.Channels;

    /// <summary>A depthwise convolution.</summary>
    public void Convolve()
    {
        _isCopy = false;
        _team.Run(this);
    }

    /// <summary>A copy, as fast as the system copies memory.</summary>
    public void Copy()
    {
        _isCopy = true;
        _team.Run(this);
    }

    /// <inheritdoc/>
    public void Execute(int worker)
    {
        (int first, int last) = new WorkerPart(worker, _team.Count).Of(Samples);
        ref float input = ref _input.Span[first * Size], output = ref _output.Span[first * Size];
        if (_isCopy)
        {
            MemoryMarshal.CreateSpan(ref input, (last - first) * Size).CopyTo(MemoryMarshal.CreateSpan(ref output, (last - first) * Size));
            return;
        }

        switch (FmaCeiling.VectorBits)
        {
            case 512:
                Convolve<Simd512, Vector512<float>>(ref input, ref output, last - first);
                break;
            case 256:
                Convolve<Simd256, Vector256<float>>(ref input, ref output, last - first);
                break;
            case 128:
                Convolve<Simd128, Vector128<float>>(ref input, ref output, last - first);
                break;
            default:
                Convolve<SimdScalar, float>(ref input, ref output, last - first);
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _team.Dispose();

    private static Memory<float> Aligned(int count, float value)
    {
        float[] numbers = GC.AllocateUninitializedArray<float>(count + Slack + (Alignment / sizeof(float)), pinned: true);
        Array.Fill(numbers, value);
        long beyond = Marshal.UnsafeAddrOfPinnedArrayElement(numbers, 0) % Alignment;
        return numbers.AsMemory((int)((Alignment - beyond) % Alignment / sizeof(float)));
    }

    private void Convolve<TSimd, TVector>(ref float input, ref float output, int samples)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct =>
        Depthwise.Run<TSimd, TVector, Present, Absent>(ref input, ref _weight.Span[0], ref Unsafe.NullRef<float>(), ref output, samples, _window, false, 1f);
}
