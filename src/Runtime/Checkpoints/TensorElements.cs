using System.Buffers.Binary;
using System.Collections.Immutable;

namespace SparseGen;

/// <summary>
/// Element types of safetensors that become floats: single precision, and the two halves in which published weights often come, both of which
/// single precision holds exactly.
/// </summary>
internal static class TensorElements
{
    /// <summary>What parameters are saved as.</summary>
    public const string Single = "F32";

    private const string Half = "F16";
    private const string BrainHalf = "BF16";

    /// <summary>Whether elements of a type can be loaded.</summary>
    public static bool CanRead(string type) => type is Single or Half or BrainHalf;

    /// <summary>Elements of a tensor.</summary>
    public static int Count(ImmutableArray<int> shape) => shape.Aggregate(1, static (product, extent) => product * extent);

    /// <summary>Reads elements of one of these types from bytes, which need not be aligned.</summary>
    /// <param name="type">The type.</param>
    /// <param name="source">The bytes.</param>
    /// <param name="values">As many floats as there are elements.</param>
    public static void Read(string type, ReadOnlySpan<byte> source, Span<float> values)
    {
        switch (type)
        {
            case Single:
                LittleEndian.Read(source, values);
                break;
            case Half:
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(source[(sizeof(ushort) * i)..]);
                }

                break;
            case BrainHalf:
                // The upper half of a float.
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(source[(sizeof(ushort) * i)..]) << 16);
                }

                break;
            default:
                throw new ArgumentException($"type is \"{type}\"; expected {Single}, {Half} or {BrainHalf}.", nameof(type));
        }
    }
}
