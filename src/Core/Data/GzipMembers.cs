using System.Buffers.Binary;
using System.IO.Compression;

namespace SparseGen;

/// <summary>
/// The members of a gzip file (RFC 1952), each with a trailer of checksum and length; together they are one text, as gunzip has it. The framework's
/// stream unpacks them and checks the checksums, but neither misses a trailer that was cut off nor minds what stands behind the last one. The length at
/// the very end of a file of one member tells both; only where it does not fit, the members are gone through one by one.
/// </summary>
internal static class GzipMembers
{
    private const int ShortestFile = 18;
    private const int FixedHeader = 10;
    private const int TrailerLength = 8;

    /// <summary>Checks that a file is whole and has nothing behind it.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="file">The file, open.</param>
    /// <param name="unpacked">How many bytes it gave.</param>
    /// <exception cref="DatasetFormatException">It was cut off, or has something behind it.</exception>
    /// <exception cref="InvalidDataException">What is packed is broken.</exception>
    public static void Check(string path, FileStream file, long unpacked)
    {
        if (file.Length < ShortestFile)
        {
            throw new DatasetFormatException(
                path, $"The gzip file has {file.Length} bytes; even an empty one has {ShortestFile}: it was cut off.");
        }

        Span<byte> bytes = stackalloc byte[4];
        file.Seek(-4, SeekOrigin.End);
        file.ReadExactly(bytes);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        file.Position = 0;
        if (length != (uint)unpacked && !IsWhole(file, unpacked))
        {
            throw new DatasetFormatException(
                path, $"The gzip file ends with the length {length}, but {unpacked} bytes were unpacked: it was cut off or has something behind it.");
        }
    }

    // Byte by byte, since a larger piece could reach into the next member.
    private static bool IsWhole(FileStream file, long unpacked)
    {
        using var buffered = new BufferedStream(file, 1 << 16);
        byte[] piece = new byte[1 << 16];
        long total = 0;
        do
        {
            if (!SkipHeader(buffered))
            {
                return false;
            }

            long length = 0;
            using (var member = new DeflateStream(new SingleBytes(buffered), CompressionMode.Decompress))
            {
                for (int read = member.Read(piece); read > 0; read = member.Read(piece))
                {
                    length += read;
                }
            }

            byte[] trailer = new byte[TrailerLength];
            if (buffered.ReadAtLeast(trailer, TrailerLength, throwOnEndOfStream: false) < TrailerLength
                || BinaryPrimitives.ReadUInt32LittleEndian(trailer.AsSpan(4)) != (uint)length)
            {
                return false;
            }

            total += length;
        }
        while (buffered.Position < buffered.Length);
        return total == unpacked;
    }

    private static bool SkipHeader(BufferedStream stream)
    {
        const int HasChecksum = 2, HasExtra = 4, HasName = 8, HasComment = 16;
        Span<byte> header = stackalloc byte[FixedHeader];
        if (stream.ReadAtLeast(header, FixedHeader, throwOnEndOfStream: false) < FixedHeader || header[0] != 0x1f || header[1] != 0x8b || header[2] != 8)
        {
            return false;
        }

        int flags = header[3];
        if ((flags & HasExtra) != 0)
        {
            int length = stream.ReadByte() | (stream.ReadByte() << 8);
            for (int i = 0; i < length; i++)
            {
                stream.ReadByte();
            }
        }

        return ((flags & HasName) == 0 || SkipText(stream)) && ((flags & HasComment) == 0 || SkipText(stream))
            && ((flags & HasChecksum) == 0 || (stream.ReadByte() >= 0 && stream.ReadByte() >= 0));
    }

    private static bool SkipText(BufferedStream stream)
    {
        int read = stream.ReadByte();
        while (read > 0)
        {
            read = stream.ReadByte();
        }

        return read == 0;
    }

    /// <summary>Gives one byte at a time, and is not closed with its reader.</summary>
    private sealed class SingleBytes(Stream stream) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => buffer.IsEmpty ? 0 : stream.Read(buffer[..1]);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
