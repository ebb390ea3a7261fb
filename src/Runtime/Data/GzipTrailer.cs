using System.Buffers.Binary;

namespace SparseGen;

/// <summary>
/// The last eight bytes of a gzip file: checksum and length of what was packed (RFC 1952). The framework's stream checks the checksum but
/// neither misses a trailer that was cut off nor minds what stands behind it; the length at the very end of the file tells both.
/// </summary>
internal readonly struct GzipTrailer(uint length)
{
    private const int ShortestFile = 18;

    /// <summary>Reads the end of the file and goes back to its beginning.</summary>
    /// <exception cref="DatasetFormatException">The file is too short.</exception>
    public static GzipTrailer Read(string path, FileStream file)
    {
        if (file.Length < ShortestFile)
        {
            throw new DatasetFormatException(
                path, $"The gzip file has {file.Length} bytes; even an empty one has {ShortestFile}: it was cut off.");
        }

        Span<byte> bytes = stackalloc byte[4];
        file.Seek(-4, SeekOrigin.End);
        file.ReadExactly(bytes);
        file.Position = 0;
        return new GzipTrailer(BinaryPrimitives.ReadUInt32LittleEndian(bytes));
    }

    /// <summary>Compares the length with what was unpacked.</summary>
    /// <exception cref="DatasetFormatException">They differ.</exception>
    public void Check(string path, long unpacked)
    {
        if (length != (uint)unpacked)
        {
            throw new DatasetFormatException(
                path,
                $"The gzip file ends with the length {length}, but {unpacked} bytes were unpacked: "
                + "it was cut off or has something behind it.");
        }
    }
}
