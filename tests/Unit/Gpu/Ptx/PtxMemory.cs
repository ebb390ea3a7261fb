using System.Runtime.InteropServices;

namespace SparseGen.Tests.Gpu.Ptx;

/// <summary>Memory of a device: buffers with room between them, so that who reads or writes beside one is found out.</summary>
internal sealed class PtxMemory
{
    private const ulong First = 0x7000_0000_0000, Apart = 0x1_0000_0000;

    private readonly List<float[]> _buffers = [];

    /// <summary>Puts numbers there.</summary>
    /// <returns>Their address.</returns>
    public ulong Add(float[] numbers)
    {
        _buffers.Add(numbers);
        return First + ((ulong)(_buffers.Count - 1) * Apart);
    }

    /// <summary>Some bytes at an address that is a multiple of their number.</summary>
    public Span<byte> At(ulong address, int bytes)
    {
        if (address < First || (address - First) / Apart >= (ulong)_buffers.Count || address % (ulong)bytes != 0)
        {
            Assert.Fail($"{bytes} bytes at {address:X}.");
        }

        (int buffer, long at) = ((int)((address - First) / Apart), (long)((address - First) % Apart));
        Span<byte> all = MemoryMarshal.AsBytes(_buffers[buffer].AsSpan());
        if (at + bytes > all.Length)
        {
            Assert.Fail($"Byte {at} of buffer {buffer}, which has {all.Length}.");
        }

        return all.Slice((int)at, bytes);
    }
}
