using ILGPU;
using ILGPU.Runtime;

namespace SparseGen.Gpu;

/// <summary>The index lists of a model on its device: each is copied there when it is first asked for.</summary>
internal sealed class GpuTables(GpuDevice device) : IDisposable
{
    private readonly Dictionary<int[], MemoryBuffer1D<int, Stride1D.Dense>> _buffers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The list on the device.</summary>
    /// <param name="table">A list that never changes.</param>
    internal ArrayView<int> View(int[] table)
    {
        if (!_buffers.TryGetValue(table, out MemoryBuffer1D<int, Stride1D.Dense>? buffer))
        {
            buffer = device.Allocate(table);
            _buffers.Add(table, buffer);
        }

        return buffer.View;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (MemoryBuffer1D<int, Stride1D.Dense> buffer in _buffers.Values)
        {
            buffer.Dispose();
        }

        _buffers.Clear();
    }
}
