using ILGPU;
using ILGPU.Runtime;
using SparseGen.Kernels.Gpu;
using SparseGen.Simd;

namespace SparseGen.Gpu;

/// <summary>
/// The keys of a model's random bits on its device, one for each layer and repetition. A forward pass has others than the one before: they are copied there before it starts, so
/// that its kernels, and those of the way back, have the same arguments in each step.
/// </summary>
internal sealed class NoiseKeys(GpuDevice device) : IDisposable
{
    /// <summary>Keys of a buffer, and ints of a key.</summary>
    private const int Keys = 64, Ints = 2;

    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<(MemoryBuffer1D<int, Stride1D.Dense> OnDevice, int[] OnHost)> _buffers = [];
    private ulong _key;

    /// <summary>Starts a forward pass: the streams that the passes before have asked for get their keys in one copy each 64.</summary>
    /// <param name="key">What all random bits of the pass have in common.</param>
    internal void Begin(ulong key)
    {
        if (key == _key)
        {
            return;
        }

        foreach ((ulong stream, int number) in _numbers)
        {
            Write(key, stream, number);
        }

        foreach ((MemoryBuffer1D<int, Stride1D.Dense> onDevice, int[] onHost) in _buffers)
        {
            device.Upload(onHost, onDevice.View);
        }

        // Not before: a pass that failed here may be tried again.
        _key = key;
    }

    /// <summary>The random bits of a stream. One that nobody has asked for yet is copied at once: when a pass runs for the first time, never while it is recorded.</summary>
    /// <param name="stream">Number of the layer and its repetition.</param>
    internal GpuNoise Of(ulong stream)
    {
        if (!_numbers.TryGetValue(stream, out int number))
        {
            number = _numbers.Count;
            if (number % Keys == 0)
            {
                int[] none = new int[Keys * Ints];
                _buffers.Add((device.Allocate(none), none));
            }

            Write(_key, stream, number);
            device.Upload(_buffers[number / Keys].OnHost, _buffers[number / Keys].OnDevice.View);
            _numbers.Add(stream, number);
        }

        return new GpuNoise(((ArrayView<int>)_buffers[number / Keys].OnDevice.View).SubView(number % Keys * Ints, Ints));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((MemoryBuffer1D<int, Stride1D.Dense> onDevice, _) in _buffers)
        {
            onDevice.Dispose();
        }

        _buffers.Clear();
        _numbers.Clear();
    }

    private void Write(ulong key, ulong stream, int number)
    {
        var bits = new NoiseStream(key, stream, first: 0);
        Span<int> place = _buffers[number / Keys].OnHost.AsSpan(number % Keys * Ints, Ints);
        (place[0], place[1]) = unchecked(((int)bits.Key0, (int)bits.Key1));
    }
}
