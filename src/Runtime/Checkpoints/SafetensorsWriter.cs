using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace SparseGen;

/// <summary>Writes the front part of a safetensors file: eight bytes of length, then the header in JSON, filled up with blanks.</summary>
internal static class SafetensorsWriter
{
    // The data begin at a multiple of this, so that others can map the file into memory and use it as it is.
    private const int Alignment = 8;

    /// <summary>Length and header, sealed.</summary>
    /// <param name="tensors">The tensors, in the order of their data.</param>
    /// <param name="metadata">Entries beside SparseGen's own.</param>
    /// <param name="data">The data section.</param>
    /// <exception cref="ArgumentException">A metadata key is reserved.</exception>
    public static byte[] WriteHeader(
        ImmutableArray<CheckpointTensor> tensors, IReadOnlyDictionary<string, string> metadata, ReadOnlySpan<byte> data)
    {
        SortedDictionary<string, string> entries = Collect(metadata);
        entries[Seal.DataKey] = Seal.Checksum(data);
        byte[] json = WriteJson(tensors, entries);
        int length = (json.Length + Alignment - 1) / Alignment * Alignment;
        byte[] file = new byte[SafetensorsHeader.LengthSize + length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)length);
        Span<byte> header = file.AsSpan(SafetensorsHeader.LengthSize);
        header.Fill((byte)' ');
        json.CopyTo(header);

        // Quotes inside strings are escaped, so this can only be the key itself.
        byte[] key = Encoding.ASCII.GetBytes($"\"{Seal.HeaderKey}\":\"");
        int digits = header.IndexOf(key) + key.Length;
        Encoding.ASCII.GetBytes(Seal.HeaderChecksum(header, digits), header.Slice(digits, Seal.DigitCount));
        return file;
    }

    // Sorted by code points, so that the same content always gives the same bytes.
    private static SortedDictionary<string, string> Collect(IReadOnlyDictionary<string, string> metadata)
    {
        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            [Seal.VersionKey] = Seal.Version,
            [Seal.ConventionKey] = Seal.Convention,
            [Seal.HeaderKey] = Seal.NoDigits,
        };
        foreach ((string key, string value) in metadata)
        {
            if (Seal.ReservedKeys.Contains(key))
            {
                throw new ArgumentException(
                    $"metadata has the key \"{key}\"; {string.Join(", ", Seal.ReservedKeys)} are reserved.", nameof(metadata));
            }

            entries.Add(key, value ?? throw new ArgumentException($"metadata has null for \"{key}\"; it must be text.", nameof(metadata)));
        }

        return entries;
    }

    private static byte[] WriteJson(ImmutableArray<CheckpointTensor> tensors, SortedDictionary<string, string> metadata)
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
            foreach (CheckpointTensor tensor in tensors)
            {
                WriteTensor(json, tensor);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTensor(Utf8JsonWriter json, CheckpointTensor tensor)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", tensor.Type);
        json.WriteStartArray("shape");
        foreach (int extent in tensor.Shape)
        {
            json.WriteNumberValue(extent);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(tensor.Offset);
        json.WriteNumberValue(tensor.Offset + tensor.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
