using System.Buffers.Binary;
using System.IO.Compression;

namespace SparseGen.Tests.Data;

/// <summary>IDX files made in memory.</summary>
internal static class IdxFiles
{
    /// <summary>The bytes of a file with these extents and data.</summary>
    public static byte[] Make(int[] shape, byte[] data, byte type = 0x08)
    {
        byte[] file = new byte[4 + (4 * shape.Length) + data.Length];
        file[2] = type;
        file[3] = (byte)shape.Length;
        for (int i = 0; i < shape.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), shape[i]);
        }

        data.CopyTo(file, 4 + (4 * shape.Length));
        return file;
    }

    /// <summary>The same, packed.</summary>
    public static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    /// <summary>Bytes 0, 1, 2, ...</summary>
    public static byte[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(static value => (byte)value)];
}
