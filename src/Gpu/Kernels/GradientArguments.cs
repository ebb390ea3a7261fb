using System.ComponentModel;
using ILGPU;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1051 // Fields: kernels take them apart.

/// <summary>All that a kernel for the gradient of a weight gets. One that computes several products gets one of these for each gradient.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct GradientArguments
{
    /// <summary>Nothing yet: every view is one that exists, since drivers refuse those that do not.</summary>
    /// <param name="any">Any view.</param>
    public GradientArguments(ArrayView<float> any)
    {
        this = default;
        Left = any;
        Right = any;
        Output = any;
        Bias = any;
    }

    /// <summary>The left operand.</summary>
    public ArrayView<float> Left;

    /// <summary>The right operand.</summary>
    public ArrayView<float> Right;

    /// <summary>What is added to; in the kernel the partial sums.</summary>
    public ArrayView<float> Output;

    /// <summary>The gradient of the bias, if there is one; in the kernel its partial sums.</summary>
    public ArrayView<float> Bias;

    /// <summary>Steps of the sum, those of all samples.</summary>
    public int Batch;

    /// <summary>Steps of the sum for each partial sum.</summary>
    public int Chunk;

    /// <summary>How many partial sums there are.</summary>
    public int Splits;
}
