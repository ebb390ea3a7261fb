namespace SparseGen;

/// <summary>
/// In which numbers a GPU of Nvidia multiplies: those of a product's operands, in a model's forward and backward pass. Sums, parameters, activations and everything else are single
/// precision in all modes.
/// </summary>
/// <remarks>
/// <para>
/// All modes but <see cref="Fp32"/> use tensor cores, which GPUs of compute capability 8.0 and later have for these numbers; <see cref="Device.Cuda(int, MathMode)"/> refuses
/// others. They are for the products that are large enough: at least 16 terms to a sum, and rows and columns that fill tiles of 64. The others, products with a sparse weight among
/// them, are single precision.
/// </para>
/// <para>Where they may pay, by the rates that Nvidia states, is written in docs/gpu.md. None of it was measured here.</para>
/// </remarks>
public enum MathMode
{
    /// <summary>Single precision: 24 bits.</summary>
    Fp32,

    /// <summary>
    /// TF32: factors are rounded to 11 bits, with the range of single precision, so that a product of two errs by at most 2^-10 of itself. It pays on an A100 or H100, and on an
    /// RTX 4090 not at all.
    /// </summary>
    Tf32,

    /// <summary>
    /// Each factor is the sum of two TF32 numbers, and three of their four products are added up: nearly single precision, at a third of the rate of <see cref="Tf32"/>. It may pay
    /// on an A100 and an H100; on an RTX 4090 it is slower than <see cref="Fp32"/>. A factor that is infinite gives no number.
    /// </summary>
    Tf32x3,

    /// <summary>BF16: factors are rounded to 8 bits, with the range of single precision, so that a product of two errs by at most 2^-7 of itself.</summary>
    Bf16,
}
