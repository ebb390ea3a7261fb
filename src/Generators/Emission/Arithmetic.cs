namespace SparseGen.Generators.Emission;

/// <summary>The types that elementwise statements compute with.</summary>
/// <param name="Simd">The type with the operations: an implementation of the runtime's ISimd.</param>
/// <param name="Vector">What it computes with.</param>
/// <param name="Place">Place of the first element of a vector in its buffer: an expression.</param>
/// <param name="RowPlace">Place of some element of the same row: an expression that the whole row has in common where it can.</param>
internal sealed record Arithmetic(string Simd, string Vector, string Place, string RowPlace)
{
    /// <summary>Kernels of the CPU are generic over the vector.</summary>
    public static Arithmetic Vectors { get; } = new("TSimd", "TVector", "at", "row * stride");

    /// <summary>A thread of a GPU computes one number.</summary>
    /// <param name="place">Place of its number in the buffer: an expression.</param>
    public static Arithmetic Scalars(string place) => new("SimdScalar", "float", place, place);

    /// <summary>Whether it computes with one number at a time.</summary>
    public bool IsScalar => Vector == "float";

    /// <summary>Both as type arguments.</summary>
    public string Types => $"{Simd}, {Vector}";
}
