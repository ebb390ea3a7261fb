using System.Buffers.Binary;
using System.Text;

namespace SparseGen.Tests.Checkpoints;

/// <summary>Safetensors files made by hand, and what a test compares.</summary>
internal static class CheckpointFiles
{
    /// <summary>A file with this header and as many bytes of data.</summary>
    public static byte[] Make(string header, int dataLength) => Make(header, new byte[dataLength]);

    /// <summary>A file with this header and these data.</summary>
    public static byte[] Make(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return [.. length, .. text, .. data];
    }

    /// <summary>The header of a file.</summary>
    public static string HeaderOf(byte[] file) => Encoding.UTF8.GetString(file, 8, (int)BinaryPrimitives.ReadUInt64LittleEndian(file));

    /// <summary>The whole storage of a vector, padding included.</summary>
    public static float[] Storage(ParameterVector parameters)
    {
        float[] storage = new float[parameters.Length];
        parameters.Read(0, storage);
        return storage;
    }
}
