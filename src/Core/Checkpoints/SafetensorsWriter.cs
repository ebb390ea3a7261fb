using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SparseGen;

/// <summary>
/// Writes safetensors files: eight bytes of length, the header in JSON, filled up with blanks, then the tensors, piece by piece. The checksums in the
/// header have a fixed width, so that all offsets are known before the first byte of data.
/// </summary>
internal sealed class SafetensorsWriter
{
    // The data begin at a multiple of this, so that others can map the file into memory and use it as it is.
    private const int Alignment = 8;

    private readonly IReadOnlyList<TensorSource> _sources;
    private readonly byte[] _front;

    /// <summary>Lays a file out.</summary>
    /// <param name="sources">The tensors, in the order of their data.</param>
    /// <param name="metadata">Entries beside SparseGen's own.</param>
    /// <exception cref="ArgumentException">A metadata key is reserved, or there are too many metadata for any reader.</exception>
    public SafetensorsWriter(IReadOnlyList<TensorSource> sources, IReadOnlyDictionary<string, string> metadata)
    {
        _sources = sources;
        byte[] json = WriteJson(sources, Collect(metadata));
        int length = checked(json.Length + Alignment - 1) / Alignment * Alignment;
        if (length > SafetensorsFile.LongestHeader)
        {
            // No reader would take it.
            throw new ArgumentException(
                $"The header would have {length} bytes, most of them metadata; at most {SafetensorsFile.LongestHeader} can be read.", nameof(metadata));
        }

        _front = new byte[SafetensorsHeader.LengthSize + length];
        BinaryPrimitives.WriteUInt64LittleEndian(_front, (ulong)length);
        Header.Fill((byte)' ');
        json.CopyTo(Header);
    }

    private Span<byte> Header => _front.AsSpan(SafetensorsHeader.LengthSize);

    /// <summary>Writes into a file in one pass over the tensors: the header's place is filled in at the end.</summary>
    /// <param name="file">An empty stream that can seek.</param>
    public void WriteInPlace(Stream file)
    {
        file.Write(_front);
        Fill(WriteData(file));
        file.Position = 0;
        file.Write(_front);
        file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Writes into any stream, from where it stands, forwards: one pass over the tensors for the checksum, one for their bytes.</summary>
    /// <exception cref="InvalidOperationException">The tensors changed in between; the stream has what cannot be read.</exception>
    public void WriteForwards(Stream stream)
    {
        byte[] checksum = WriteData(null);
        Fill(checksum);
        stream.Write(_front);
        if (!WriteData(stream).AsSpan().SequenceEqual(checksum))
        {
            throw new InvalidOperationException("The parameters changed while they were saved; what was written is not a checkpoint.");
        }
    }

    private byte[] WriteData(Stream? stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TensorSource source in _sources)
        {
            long written = 0;
            source.WriteTo(piece =>
            {
                written += piece.Length;
                hash.AppendData(piece);
                stream?.Write(piece);
            });
            if (written != source.Length)
            {
                throw new InvalidOperationException($"Tensor \"{source.Name}\" gave {written} bytes; expected {source.Length}.");
            }
        }

        return hash.GetHashAndReset();
    }

    private void Fill(byte[] dataChecksum)
    {
        Place(ChecksumMetadata.DataKey, Convert.ToHexStringLower(dataChecksum));
        int digits = Find(ChecksumMetadata.HeaderKey);
        Place(ChecksumMetadata.HeaderKey, ChecksumMetadata.HeaderChecksum(Header, digits));
    }

    private void Place(string key, string digits) => Encoding.ASCII.GetBytes(digits, Header.Slice(Find(key), ChecksumMetadata.DigitCount));

    // Quotes inside strings are escaped, so the first place can only be the key itself: the metadata come first.
    private int Find(string key)
    {
        byte[] mark = Encoding.ASCII.GetBytes($"\"{key}\":\"");
        return Header.IndexOf(mark) + mark.Length;
    }

    // Sorted by code points, so that the same content always gives the same bytes.
    private static SortedList<string, string> Collect(IReadOnlyDictionary<string, string> metadata)
    {
        var entries = new SortedList<string, string>(StringComparer.Ordinal)
        {
            [ChecksumMetadata.VersionKey] = ChecksumMetadata.Version,
            [ChecksumMetadata.ConventionKey] = ChecksumMetadata.Convention,
            [ChecksumMetadata.DataKey] = ChecksumMetadata.NoDigits,
            [ChecksumMetadata.HeaderKey] = ChecksumMetadata.NoDigits,
        };
        foreach ((string key, string value) in metadata)
        {
            if (ChecksumMetadata.ReservedKeys.Contains(key))
            {
                throw new ArgumentException(
                    $"metadata has the key \"{key}\"; {string.Join(", ", ChecksumMetadata.ReservedKeys)} are reserved.", nameof(metadata));
            }

            entries.Add(key, value ?? throw new ArgumentException($"metadata has null for \"{key}\"; it must be text.", nameof(metadata)));
        }

        return entries;
    }

    private static byte[] WriteJson(IReadOnlyList<TensorSource> sources, SortedList<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(SafetensorsHeader.MetadataName);
            foreach ((string key, string value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            long offset = 0;
            foreach (TensorSource source in sources)
            {
                WriteTensor(json, source, offset);
                offset = checked(offset + source.Length);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTensor(Utf8JsonWriter json, TensorSource source, long offset)
    {
        json.WriteStartObject(source.Name);
        json.WriteString("dtype", source.Type);
        json.WriteStartArray("shape");
        foreach (int extent in source.Shape)
        {
            json.WriteNumberValue(extent);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + source.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
