using SparseGen.Generators.Diagnostics;

namespace SparseGen.Generators.IR;

/// <summary>
/// Arithmetic of sizes. Declarations can ask for more than any number holds, so products and sums stop at the largest long: a size that does not fit is
/// then still one that does not fit. All sizes are at least 0.
/// </summary>
internal static class Sizes
{
    /// <summary>Floats of the longest buffer: what one array of the runtime holds, without its slack and alignment (its FloatArena.MaxLength).</summary>
    public const long LongestBuffer = 0x7FFFFFC7 - 64 - 16;

    /// <summary>The product, or the largest long where that is too small for it.</summary>
    public static long Times(long left, long right) => left == 0 || right <= long.MaxValue / left ? left * right : long.MaxValue;

    /// <summary>The sum, or the largest long where that is too small for it.</summary>
    public static long Plus(long left, long right) => right <= long.MaxValue - left ? left + right : long.MaxValue;

    /// <summary>The product of all sizes, or the largest long where that is too small for it.</summary>
    public static long Product(IEnumerable<int> sizes) => sizes.Aggregate(1L, static (product, size) => Times(product, size));

    /// <summary>The sum of all sizes, or the largest long where that is too small for it.</summary>
    public static long Sum(IEnumerable<long> sizes) => sizes.Aggregate(0L, Plus);

    /// <summary>A size that generated code and kernels hold as an int.</summary>
    /// <param name="size">The size.</param>
    /// <param name="what">What has that size, for the message.</param>
    /// <exception cref="RefusedException">It is beyond the range of int.</exception>
    public static int Int(long size, string what) => size <= int.MaxValue
        ? (int)size
        : throw new RefusedException(Descriptors.BufferTooLarge, (_, layer) => [layer, size, what, int.MaxValue]);

    /// <summary>Numbers of an activation.</summary>
    /// <param name="size">How many.</param>
    /// <param name="shape">Its shape, where there is one.</param>
    /// <exception cref="RefusedException">They are beyond the range of int.</exception>
    public static int Activation(long size, Shape? shape = null) => size <= int.MaxValue
        ? (int)size
        : throw new RefusedException(Descriptors.ActivationTooLarge, (_, layer) => [layer, shape?.ToString() ?? $"[{size}]", size, int.MaxValue]);

    /// <summary>Numbers of a weight.</summary>
    /// <exception cref="RefusedException">They are beyond the range of int.</exception>
    public static int Weight(long size) => size <= int.MaxValue
        ? (int)size
        : throw new RefusedException(Descriptors.TooManyParameters, (model, layer) => [model, size, int.MaxValue, layer, size]);
}
