using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>
/// One product as a kernel sees it: index maps from rows, columns and steps of the sum to memory, and what becomes of a sum. Types of this kind are generated, one a kernel; ILGPU
/// compiles their methods into the kernel. Numbers that do not exist, beyond an edge that tiles go over, are zero.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IProduct
{
    /// <summary>Steps of the sum; of a gradient, those of all partial sums.</summary>
    static abstract int Depth { get; }

    /// <summary>A number of the left operand.</summary>
    static abstract float Left(ProductArguments arguments, int sample, int group, int row, int k);

    /// <summary>A number of the right operand.</summary>
    static abstract float Right(ProductArguments arguments, int sample, int group, int k, int column);

    /// <summary>Stores a sum, if it belongs to the result, and what is made of it.</summary>
    static abstract void Store(ProductArguments arguments, int sample, int group, int row, int column, float sum);
}

/// <summary>The product that is the gradient of a weight: the same, but sums become parts of partial sums.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGradientProduct
{
    /// <summary>Products whose gradients lie one behind the other.</summary>
    static abstract int Groups { get; }

    /// <summary>Floats of a partial sum.</summary>
    static abstract int Length { get; }

    /// <summary>A number of the left operand.</summary>
    static abstract float Left(ProductArguments arguments, int group, int row, int k);

    /// <summary>A number of the right operand.</summary>
    static abstract float Right(ProductArguments arguments, int group, int k, int column);

    /// <summary>Place of a sum in the gradient; negative where it does not belong to it.</summary>
    static abstract int Place(int group, int row, int column);
}
