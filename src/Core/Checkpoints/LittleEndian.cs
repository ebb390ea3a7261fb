using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SparseGen;

/// <summary>Floats as safetensors has them: little-endian, whatever the machine.</summary>
internal static class LittleEndian
{
    /// <summary>Writes floats as bytes.</summary>
    public static void Write(ReadOnlySpan<float> values, Span<byte> destination)
    {
        MemoryMarshal.AsBytes(values).CopyTo(destination);
        Swap(destination);
    }

    /// <summary>Reads floats from bytes, which need not be aligned.</summary>
    public static void Read(ReadOnlySpan<byte> source, Span<float> values)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        source.CopyTo(bytes);
        Swap(bytes);
    }

    private static void Swap(Span<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> words = MemoryMarshal.Cast<byte, int>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
