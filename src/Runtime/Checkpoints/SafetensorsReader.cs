using System.Buffers.Binary;
using System.Text.Json;

namespace SparseGen;

/// <summary>Reads and checks safetensors files: lengths, header, element types, shapes, offsets and the seal.</summary>
internal static class SafetensorsReader
{
    /// <summary>Checks a whole file.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="file">Its bytes.</param>
    /// <param name="data">The data section.</param>
    /// <exception cref="CheckpointException">The file is damaged.</exception>
    public static CheckpointInfo Read(string path, byte[] file, out ReadOnlySpan<byte> data)
    {
        if (file.Length < SafetensorsHeader.LengthSize)
        {
            throw new CheckpointException(
                path, $"The file has {file.Length} bytes; a safetensors file begins with {SafetensorsHeader.LengthSize} bytes of length.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        int rest = file.Length - SafetensorsHeader.LengthSize;
        if (length > (ulong)rest)
        {
            throw new CheckpointException(path, $"The header should have {length} bytes, but only {rest} follow its length.");
        }

        ReadOnlySpan<byte> header = file.AsSpan(SafetensorsHeader.LengthSize, (int)length);
        data = file.AsSpan(SafetensorsHeader.LengthSize + (int)length);
        SafetensorsHeader content = Parse(path, header);
        CheckOffsets(path, content, data.Length);
        Seal.Verify(path, content, header, data);
        return new CheckpointInfo(content.Metadata, content.Tensors);
    }

    private static SafetensorsHeader Parse(string path, ReadOnlySpan<byte> header)
    {
        try
        {
            return new SafetensorsHeaderParser(path).Parse(header);
        }
        catch (JsonException exception)
        {
            throw new CheckpointException(path, $"The header is not the JSON of safetensors: {exception.Message}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The JSON reader's word for a string that is not valid UTF-8.
            throw new CheckpointException(path, $"The header has a string that is no text: {exception.Message}", exception);
        }
    }

    // The tensors lie one after another from the first byte of the data to the last: no gap, no overlap, nothing left.
    private static void CheckOffsets(string path, SafetensorsHeader content, int dataLength)
    {
        int end = 0;
        foreach (CheckpointTensor tensor in content.Tensors)
        {
            if (tensor.Offset != end)
            {
                throw new CheckpointException(
                    path,
                    $"Tensor \"{tensor.Name}\" begins at byte {tensor.Offset} of the data; expected {end}, where the one before ends.");
            }

            end = tensor.Offset + tensor.Length;
        }

        if (end != dataLength)
        {
            throw new CheckpointException(path, $"The tensors have {end} bytes of data, but the file has {dataLength}.");
        }
    }
}
