using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;

namespace SparseGen;

/// <summary>
/// Reads IDX files of unsigned bytes, the format of MNIST and its relatives: two zero bytes, the type (8 for unsigned bytes), the number of
/// dimensions, each extent as a big-endian 32-bit number, then the data. Files packed with gzip are known by their first two bytes,
/// whatever their name.
/// </summary>
public static class IdxReader
{
    private const byte UnsignedByteType = 0x08;

    // Deflate cannot pack better than this, so a header that promises more is wrong.
    private const long LargestCompressionRatio = 1032;

    // What is unpacked gets memory as it comes, beginning with this.
    private const int FirstPiece = 1 << 20;

    /// <summary>Reads a whole file and checks all of it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimensions">How many extents it must have: 1 for labels, 3 for images.</param>
    /// <exception cref="DatasetFormatException">
    /// Wrong magic number, another element type or number of dimensions, data missing at the end or left over, or a broken gzip stream.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read, or the path is that of a folder, a device or a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read the file.</exception>
    public static IdxData Read(string path, int dimensions)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        using FileStream file = FileKind.OpenRead(path);
        if (!IsGzip(file))
        {
            return Parse(path, file, dimensions, file.Length);
        }

        try
        {
            using var unpacked = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            long limit = checked((file.Length * LargestCompressionRatio) + 1024);
            IdxData data = Parse(path, unpacked, dimensions, limit);
            GzipMembers.Check(path, file, HeaderLength(dimensions) + data.Values.LongLength);
            return data;
        }
        catch (InvalidDataException exception)
        {
            throw new DatasetFormatException(path, $"The gzip stream is broken: {exception.Message}", exception);
        }
    }

    private static bool IsGzip(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        int read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
    }

    private static int HeaderLength(int dimensions) => 4 + (4 * dimensions);

    private static IdxData Parse(string path, Stream stream, int dimensions, long largestLength)
    {
        byte[] header = new byte[HeaderLength(dimensions)];
        int read = stream.ReadAtLeast(header.AsSpan(0, 4), 4, throwOnEndOfStream: false);
        if (read < 4)
        {
            throw new DatasetFormatException(path, $"The file ends after {read} bytes; an IDX file begins with a magic number of 4 bytes.");
        }

        CheckMagic(path, header, dimensions, stream);
        read += stream.ReadAtLeast(header.AsSpan(4), header.Length - 4, throwOnEndOfStream: false);
        if (read < header.Length)
        {
            throw new DatasetFormatException(
                path, $"The file ends after {read} bytes; the header of {dimensions} dimensions has {header.Length}.");
        }

        ImmutableArray<int> shape = ReadShape(path, header, dimensions);
        long length = 1;
        foreach (int extent in shape)
        {
            // Each factor is below 2^31, and the product stops growing as soon as it is too large, so it cannot overflow.
            length *= extent;
            if (length > largestLength || length > Array.MaxLength)
            {
                throw new DatasetFormatException(
                    path, $"The header promises {string.Join(" x ", shape)} bytes of data, more than a file of this size can hold.");
            }
        }

        return new IdxData(shape, ReadValues(path, stream, shape, (int)length));
    }

    private static void CheckMagic(string path, ReadOnlySpan<byte> header, int dimensions, Stream stream)
    {
        uint found = BinaryPrimitives.ReadUInt32BigEndian(header);
        uint expected = ((uint)UnsignedByteType << 8) | (uint)dimensions;
        if (found == expected)
        {
            return;
        }

        // What else it is shows in more of its first bytes.
        byte[] front = new byte[ForeignFormat.Front];
        header[..4].CopyTo(front);
        int read = 4 + stream.ReadAtLeast(front.AsSpan(4), front.Length - 4, throwOnEndOfStream: false);
        string? format = header[0] != 0 || header[1] != 0 ? ForeignFormat.Describe(front.AsSpan(0, read)) : null;
        if (format is not null)
        {
            throw new DatasetFormatException(path, $"This is not an IDX file. {format}");
        }

        string reason = header[0] != 0 || header[1] != 0 ? "this is not an IDX file"
            : header[2] != UnsignedByteType ? $"its element type is 0x{header[2]:x2}, expected 0x{UnsignedByteType:x2} (unsigned byte)"
            : $"it has {header[3]} dimensions, expected {dimensions}";
        throw new DatasetFormatException(path, $"The magic number is 0x{found:x8}, expected 0x{expected:x8}: {reason}.");
    }

    private static ImmutableArray<int> ReadShape(string path, ReadOnlySpan<byte> header, int dimensions)
    {
        var shape = ImmutableArray.CreateBuilder<int>(dimensions);
        for (int i = 0; i < dimensions; i++)
        {
            uint extent = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * i))..]);
            if (extent > int.MaxValue)
            {
                throw new DatasetFormatException(path, $"Extent {i} is {extent}; it must be at most {int.MaxValue}.");
            }

            shape.Add((int)extent);
        }

        return shape.MoveToImmutable();
    }

    private static byte[] ReadValues(string path, Stream stream, ImmutableArray<int> shape, int length)
    {
        byte[] values = new byte[stream is FileStream ? length : Math.Min(length, FirstPiece)];
        int read = stream.ReadAtLeast(values, values.Length, throwOnEndOfStream: false);
        while (read == values.Length && read < length)
        {
            Array.Resize(ref values, (int)Math.Min(length, 2L * read));
            read += stream.ReadAtLeast(values.AsSpan(read), values.Length - read, throwOnEndOfStream: false);
        }

        string expected = $"the header promises {string.Join(" x ", shape)} = {length} bytes of data";
        if (read < length)
        {
            throw new DatasetFormatException(path, $"The data end after {read} bytes; {expected}.");
        }

        if (stream.ReadByte() >= 0)
        {
            throw new DatasetFormatException(path, $"There is more after the data; {expected}.");
        }

        return values;
    }
}
