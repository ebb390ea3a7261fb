using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// How a product's kernel stores a number of the result: what elementwise ops make of it is computed at once. Types of this kind are generated; ILGPU compiles their method into
/// the kernel.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGpuEpilogue
{
    /// <summary>Stores a number.</summary>
    /// <param name="arguments">Arguments of the kernel.</param>
    /// <param name="at">Its place in the output and in all that lies as the output does.</param>
    /// <param name="value">The number, bias and residual added.</param>
    static abstract void Store(ProductArguments arguments, int at, float value);
}

/// <summary>The number itself.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct PlainStore : IGpuEpilogue
{
    /// <inheritdoc/>
    public static void Store(ProductArguments arguments, int at, float value) => arguments.Output[at] = value;
}
