namespace SparseGen.Generators.Emission;

/// <summary>The types that elementwise statements of kernels for GPUs compute with: each thread one number.</summary>
/// <param name="Place">Place of the number in its buffer: an expression.</param>
internal sealed record Arithmetic(string Place)
{
    /// <summary>The type with the operations: an implementation of the runtime's ISimd.</summary>
    public string Simd { get; } = "SimdScalar";

    /// <summary>What it computes with.</summary>
    public string Vector { get; } = "float";

    /// <summary>Both as type arguments.</summary>
    public string Types => $"{Simd}, {Vector}";
}
