namespace SparseGen.Generators.Emission;

/// <summary>The types that elementwise statements compute with.</summary>
/// <param name="Simd">The type with the operations: an implementation of the runtime's ISimd.</param>
/// <param name="Vector">What it computes with.</param>
internal sealed record Arithmetic(string Simd, string Vector)
{
    /// <summary>Kernels of the CPU are generic over the vector.</summary>
    public static Arithmetic Vectors { get; } = new("TSimd", "TVector");

    /// <summary>A thread of a GPU computes one number.</summary>
    public static Arithmetic Scalars { get; } = new("SimdScalar", "float");

    /// <summary>Both as type arguments.</summary>
    public string Types => $"{Simd}, {Vector}";
}
