using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace SparseGen;

/// <summary>
/// A safetensors file that is open for reading. Opening reads and checks the header; the tensors are read in the order of their data, piece by piece, and
/// the checksum of a file that has one is right before <see cref="ReadAll"/> returns: commit what was read after it, never before.
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    /// <summary>Bytes that are read or written at once; whole elements of every type.</summary>
    public const int PieceLength = 1 << 20;

    /// <summary>Bytes of the longest header: the limit of the reference reader. A length beyond it is the sign of another format.</summary>
    public const int LongestHeader = 100_000_000;

    private readonly string _name;
    private readonly Stream _stream;
    private readonly long _dataStart;
    private readonly string? _dataDigits;

    private readonly bool _leaveOpen;

    private SafetensorsFile(string name, Stream stream, bool leaveOpen)
    {
        _name = name;
        _stream = stream;
        _leaveOpen = leaveOpen;
        byte[] header = ReadHeader();
        SafetensorsHeader content = Parse(header);
        ChecksumMetadata.VerifyHeader(name, content, header);
        _dataDigits = content.Metadata.GetValueOrDefault(ChecksumMetadata.DataKey);
        Info = new CheckpointInfo(content.Metadata, content.Tensors);
        DataLength = CheckOffsets(content);
        if (stream.CanSeek)
        {
            _dataStart = stream.Position;
            CheckDataLength(stream.Length - _dataStart);
        }
    }

    /// <summary>Metadata and tensors.</summary>
    public CheckpointInfo Info { get; }

    /// <summary>Bytes of all tensors.</summary>
    public long DataLength { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="CheckpointException">The header is damaged.</exception>
    /// <exception cref="IOException">The file cannot be read, or the path is that of a folder, a device or a pipe.</exception>
    /// <exception cref="UnauthorizedAccessException">There is no right to read it.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        FileStream stream = FileKind.OpenRead(path);
        try
        {
            return new SafetensorsFile(path, stream, leaveOpen: false);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads a stream from where it stands to its end; it need not seek.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="leaveOpen">Whether the stream stays open.</param>
    /// <exception cref="CheckpointException">The header is damaged.</exception>
    public static SafetensorsFile Open(string name, Stream stream, bool leaveOpen = false) => new(name, stream, leaveOpen);

    /// <summary>Writes a file: whole, or not at all.</summary>
    /// <param name="path">The file; one that is there is replaced, its folder is made where it is missing.</param>
    /// <param name="tensors">The tensors, in the order of their data.</param>
    /// <param name="metadata">Entries beside SparseGen's own.</param>
    /// <exception cref="ArgumentException">A metadata key is reserved.</exception>
    /// <exception cref="IOException">The file cannot be written; what was there is as it was.</exception>
    public static void Write(string path, IReadOnlyList<TensorSource> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var writer = new SafetensorsWriter(tensors, metadata);
        AtomicFile.Write(path, writer.WriteInPlace);
    }

    /// <summary>Writes to a stream, forwards, from where it stands.</summary>
    /// <param name="stream">The stream; it need not seek.</param>
    /// <param name="tensors">The tensors, in the order of their data; each is asked twice.</param>
    /// <param name="metadata">Entries beside SparseGen's own.</param>
    /// <exception cref="ArgumentException">A metadata key is reserved.</exception>
    public static void Write(Stream stream, IReadOnlyList<TensorSource> tensors, IReadOnlyDictionary<string, string> metadata) =>
        new SafetensorsWriter(tensors, metadata).WriteForwards(stream);

    /// <summary>Reads the data once, from the first tensor to the last, and checks them. A stream that cannot seek is read once only.</summary>
    /// <param name="visit">Is given each tensor and reads it, or does not.</param>
    /// <exception cref="CheckpointException">The file is damaged: nothing of what was read may be used.</exception>
    public void ReadAll(Action<CheckpointTensor, TensorReader> visit)
    {
        if (_stream.CanSeek)
        {
            _stream.Position = _dataStart;
        }

        using var data = new DataReader(_name, _stream, DataLength, isHashed: _dataDigits is not null);
        foreach (CheckpointTensor tensor in Info.Tensors)
        {
            var reader = new TensorReader(data, tensor);
            visit(tensor, reader);
            reader.Finish();
        }

        data.CheckEnd();
        ChecksumMetadata.VerifyData(_name, _dataDigits, data.Checksum());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private byte[] ReadHeader()
    {
        byte[] front = new byte[SafetensorsHeader.LengthSize];
        int read = _stream.ReadAtLeast(front, front.Length, throwOnEndOfStream: false);
        if (read < front.Length)
        {
            throw Problem($"The file has {read} bytes; a safetensors file begins with {front.Length} bytes of length.", front.AsSpan(0, read));
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(front);
        long rest = _stream.CanSeek ? Math.Max(0, _stream.Length - _stream.Position) : long.MaxValue;
        if (length > (ulong)rest && _stream.CanSeek)
        {
            throw Problem($"The header should have {length} bytes, but only {rest} follow its length.", front);
        }

        if (length > LongestHeader)
        {
            throw Problem($"The header should have {length} bytes; the longest of a safetensors file has {LongestHeader}.", front);
        }

        // In pieces, so that a stream whose end nobody knows gets the memory that it fills.
        var header = new MemoryStream();
        byte[] piece = new byte[Math.Min((int)length, PieceLength)];
        while (header.Length < (long)length)
        {
            int count = _stream.Read(piece, 0, (int)Math.Min(piece.Length, (long)length - header.Length));
            if (count == 0)
            {
                throw Problem($"The header should have {length} bytes, but only {header.Length} follow its length.", front);
            }

            header.Write(piece, 0, count);
        }

        return header.ToArray();
    }

    private SafetensorsHeader Parse(byte[] header)
    {
        try
        {
            return new SafetensorsHeaderParser(_name).Parse(header);
        }
        catch (JsonException exception)
        {
            // A file of another kind whose first eight bytes happen to make a possible length.
            byte[] front = new byte[SafetensorsHeader.LengthSize + Math.Min(header.Length, ForeignFormat.Front)];
            BinaryPrimitives.WriteInt64LittleEndian(front, header.Length);
            header.AsSpan(0, front.Length - SafetensorsHeader.LengthSize).CopyTo(front.AsSpan(SafetensorsHeader.LengthSize));
            throw NotSafetensors($"The header is not the JSON of safetensors: {FileText.Show(exception.Message)}", front, exception);
        }
        catch (InvalidOperationException exception)
        {
            // The JSON reader's word for a string that is not valid UTF-8.
            throw new CheckpointException(_name, $"The header has a string that is no text: {exception.Message}", exception);
        }
    }

    // The tensors lie one after another from the first byte of the data to the last: no gap, no overlap, nothing left.
    private long CheckOffsets(SafetensorsHeader content)
    {
        long end = 0;
        foreach (CheckpointTensor tensor in content.Tensors)
        {
            if (tensor.Offset != end)
            {
                throw new CheckpointException(
                    _name, $"Tensor \"{FileText.Show(tensor.Name)}\" begins at byte {tensor.Offset} of the data; expected {end}, where the one before ends.");
            }

            end = checked(tensor.Offset + tensor.Length);
        }

        return end;
    }

    private void CheckDataLength(long found)
    {
        if (found != DataLength)
        {
            throw new CheckpointException(_name, $"The tensors have {DataLength} bytes of data, but the file has {found}.");
        }
    }

    // The first bytes tell what else it is; of a stream that cannot go back, the next ones are read for it.
    private CheckpointException Problem(string problem, ReadOnlySpan<byte> read)
    {
        byte[] front = new byte[ForeignFormat.Front];
        read.CopyTo(front);
        int more = _stream.ReadAtLeast(front.AsSpan(read.Length), front.Length - read.Length, throwOnEndOfStream: false);
        return NotSafetensors(problem, front.AsSpan(0, read.Length + more));
    }

    private CheckpointException NotSafetensors(string problem, ReadOnlySpan<byte> front, Exception? inner = null) =>
        new(_name, ForeignFormat.Describe(front) is string format ? $"This is not a safetensors file. {format}" : problem, inner);
}
