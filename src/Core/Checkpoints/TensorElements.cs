using System.Buffers.Binary;
using System.Globalization;

namespace SparseGen;

/// <summary>
/// Element types of safetensors that become floats: single precision, the two halves in which published weights often come, both of which single precision holds exactly, and
/// double precision, which is rounded to the nearest, as PyTorch does when it loads such a tensor. Floats are written as any of the first three.
/// </summary>
internal static class TensorElements
{
    /// <summary>What parameters are saved as unless something else is asked for.</summary>
    public const string Single = "F32";

    private const string Half = "F16";
    private const string BrainHalf = "BF16";
    private const string Double = "F64";

    /// <summary>Whether elements of a type can be loaded.</summary>
    public static bool CanRead(string type) => type is Single or Half or BrainHalf or Double;

    /// <summary>Bytes of an element of one of these types.</summary>
    public static int SizeOf(string type) => type switch
    {
        Single => sizeof(float),
        Half or BrainHalf => sizeof(ushort),
        Double => sizeof(double),
        _ => throw NotReadable(type),
    };

    /// <summary>How safetensors calls a precision.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static string NameOf(TensorPrecision precision) => precision switch
    {
        TensorPrecision.Float32 => Single,
        TensorPrecision.Float16 => Half,
        TensorPrecision.BFloat16 => BrainHalf,
        _ => throw new ArgumentOutOfRangeException(
            nameof(precision), precision, $"Expected {nameof(TensorPrecision.Float32)}, {nameof(TensorPrecision.Float16)} or {nameof(TensorPrecision.BFloat16)}."),
    };

    /// <summary>Writes floats as elements, rounded to the nearest, and of two that are equally near to the even one.</summary>
    /// <param name="type">What <see cref="NameOf"/> gives.</param>
    /// <param name="values">The floats.</param>
    /// <param name="destination">As many elements.</param>
    /// <exception cref="OverflowException">A number is too large for the type.</exception>
    public static void Write(string type, ReadOnlySpan<float> values, Span<byte> destination)
    {
        if (type == Single)
        {
            LittleEndian.Write(values, destination);
            return;
        }

        bool isHalf = type == Half;
        for (int i = 0; i < values.Length; i++)
        {
            float value = values[i];
            ushort bits = isHalf ? BitConverter.HalfToUInt16Bits((System.Half)value) : UpperHalf(value);
            if (float.IsFinite(value) && (bits & 0x7FFF) == (isHalf ? 0x7C00 : 0x7F80))
            {
                throw new OverflowException($"{value.ToString("R", CultureInfo.InvariantCulture)} is beyond {type}");
            }

            BinaryPrimitives.WriteUInt16LittleEndian(destination[(sizeof(ushort) * i)..], bits);
        }
    }

    private static ushort UpperHalf(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);

        // Rounding would make infinity of a NaN whose set bits are all in the lower half; a quiet one has the bit 0x40 of the upper.
        return (ushort)(float.IsNaN(value) ? (bits >> 16) | 0x40 : (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    /// <summary>Reads elements of one of these types from bytes, which need not be aligned.</summary>
    /// <param name="type">The type.</param>
    /// <param name="source">The bytes.</param>
    /// <param name="values">As many floats as there are elements.</param>
    /// <exception cref="OverflowException">A number of double precision is too large for a float.</exception>
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
            case Double:
                for (int i = 0; i < values.Length; i++)
                {
                    double value = BinaryPrimitives.ReadDoubleLittleEndian(source[(sizeof(double) * i)..]);
                    values[i] = (float)value;
                    if (float.IsInfinity(values[i]) && double.IsFinite(value))
                    {
                        throw new OverflowException($"{value.ToString("R", CultureInfo.InvariantCulture)} is beyond single precision");
                    }
                }

                break;
            default:
                throw NotReadable(type);
        }
    }

    private static ArgumentException NotReadable(string type) =>
        new($"type is \"{type}\"; expected {Single}, {Half}, {BrainHalf} or {Double}.", nameof(type));
}
