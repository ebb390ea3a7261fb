using System.Security.Cryptography;

namespace SparseGen;

/// <summary>The data section of a file, read forwards, with its checksum where one is wanted.</summary>
internal sealed class DataReader(string name, Stream stream, long length, bool isHashed) : IDisposable
{
    private readonly IncrementalHash? _hash = isHashed ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    private byte[]? _piece;
    private long _read;

    /// <summary>Reads bytes.</summary>
    /// <exception cref="CheckpointException">The file ends before.</exception>
    public void Read(Span<byte> bytes)
    {
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _read += count;
        if (count < bytes.Length)
        {
            throw new CheckpointException(name, $"The tensors have {length} bytes of data, but the file ends after {_read}.");
        }

        _hash?.AppendData(bytes);
    }

    /// <summary>A piece of at most <see cref="SafetensorsFile.PieceLength"/> bytes, which stays until the next one is read.</summary>
    public ReadOnlySpan<byte> ReadPiece(long most)
    {
        _piece ??= new byte[Math.Min(SafetensorsFile.PieceLength, Math.Max(length, 1))];
        Span<byte> piece = _piece.AsSpan(0, (int)Math.Min(most, _piece.Length));
        Read(piece);
        return piece;
    }

    /// <summary>Passes over bytes; they count for the checksum.</summary>
    public void Skip(long count)
    {
        if (_hash is null && stream.CanSeek)
        {
            stream.Seek(count, SeekOrigin.Current);
            _read += count;
            return;
        }

        while (count > 0)
        {
            count -= ReadPiece(count).Length;
        }
    }

    /// <summary>Checks that nothing stands behind the data.</summary>
    public void CheckEnd()
    {
        if (!stream.CanSeek && stream.ReadByte() >= 0)
        {
            throw new CheckpointException(name, $"The tensors have {length} bytes of data, but the file has more.");
        }
    }

    /// <summary>What is wrong with the file.</summary>
    public CheckpointException Problem(string problem) => new(name, problem);

    /// <summary>The checksum of what was read; null where none is wanted.</summary>
    public string? Checksum() => _hash is null ? null : Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => _hash?.Dispose();
}
