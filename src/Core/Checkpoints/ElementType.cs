namespace SparseGen;

/// <summary>
/// The element types that the reference reader of safetensors knows, and their sizes. Most tensors of a file are nobody's business here: one of any type,
/// also of a type to come, is listed and passed over.
/// </summary>
internal static class ElementType
{
    /// <summary>Bits of an element; null for a type that is not known.</summary>
    public static int? BitsOf(string type) => type switch
    {
        "F4" => 4,
        "F6_E2M3" or "F6_E3M2" => 6,
        "BOOL" or "I8" or "U8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => 8,
        "F16" or "BF16" or "I16" or "U16" => 16,
        "F32" or "I32" or "U32" => 32,
        "F64" or "I64" or "U64" or "C64" => 64,
        _ => null,
    };

    /// <summary>
    /// Bytes of a tensor; null where the type is not known, or where its elements of less than a byte do not fill the last one, which the format
    /// forbids.
    /// </summary>
    /// <exception cref="OverflowException">There are more bits than a file can have.</exception>
    public static long? CountBytes(string type, IEnumerable<int> shape)
    {
        if (BitsOf(type) is not int bits)
        {
            return null;
        }

        long count = checked(CountElements(shape) * bits);
        return count % 8 == 0 ? count / 8 : null;
    }

    /// <summary>Elements of a tensor.</summary>
    /// <exception cref="OverflowException">There are more than a file can have.</exception>
    public static long CountElements(IEnumerable<int> shape) => shape.Aggregate(1L, static (product, extent) => checked(product * extent));
}
