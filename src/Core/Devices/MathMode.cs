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
/// <para>
/// Where they may pay, by the peak rates that Nvidia states for dense products, in TFLOP/s (white papers of the A100, the H100 and the Ada architecture): A100 19.5 in single
/// precision, 156 in TF32, 312 in BF16; H100 SXM 67, 494, 989; RTX 4090 82.6, 82.6, 165. None of it was measured here, and no program comes near a peak.
/// </para>
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
