using System.ComponentModel;
using ILGPU;

namespace SparseGen.Kernels.Gpu;

#pragma warning disable CA1051 // Fields: kernels take them apart.

/// <summary>All that a kernel for a product gets: one argument, so that the number of its operands does not depend on how many arguments ILGPU launches with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct ProductArguments
{
    /// <summary>Nothing yet: every view is one that exists, since drivers refuse those that do not.</summary>
    /// <param name="any">Any view.</param>
    public ProductArguments(ArrayView<float> any)
    {
        this = default;
        Left = any;
        Right = any;
        Bias = any;
        Output = any;
        Residual = any;
        Operand0 = any;
        Operand1 = any;
        Operand2 = any;
        Operand3 = any;
        Operand4 = any;
        Operand5 = any;
        Operand6 = any;
        Operand7 = any;
        Operand8 = any;
        Operand9 = any;
        Noise0 = GpuNoise.None(any);
        Noise1 = Noise0;
        Noise2 = Noise0;
        Noise3 = Noise0;
        Places = PlaceList.None(any);
    }

    /// <summary>The left operand.</summary>
    public ArrayView<float> Left;

    /// <summary>The right operand.</summary>
    public ArrayView<float> Right;

    /// <summary>The bias.</summary>
    public ArrayView<float> Bias;

    /// <summary>The result.</summary>
    public ArrayView<float> Output;

    /// <summary>What is added to the result; it lies as the result does.</summary>
    public ArrayView<float> Residual;

    /// <summary>First operand of the epilogue.</summary>
    public ArrayView<float> Operand0;

    /// <summary>Second operand of the epilogue.</summary>
    public ArrayView<float> Operand1;

    /// <summary>Third operand of the epilogue.</summary>
    public ArrayView<float> Operand2;

    /// <summary>Fourth operand of the epilogue.</summary>
    public ArrayView<float> Operand3;

    /// <summary>Fifth operand of the epilogue.</summary>
    public ArrayView<float> Operand4;

    /// <summary>Sixth operand of the epilogue.</summary>
    public ArrayView<float> Operand5;

    /// <summary>Seventh operand of the epilogue.</summary>
    public ArrayView<float> Operand6;

    /// <summary>Eighth operand of the epilogue.</summary>
    public ArrayView<float> Operand7;

    /// <summary>Ninth operand of the epilogue.</summary>
    public ArrayView<float> Operand8;

    /// <summary>Tenth operand of the epilogue.</summary>
    public ArrayView<float> Operand9;

    /// <summary>First random bits of the epilogue.</summary>
    public GpuNoise Noise0;

    /// <summary>Second random bits of the epilogue.</summary>
    public GpuNoise Noise1;

    /// <summary>Third random bits of the epilogue.</summary>
    public GpuNoise Noise2;

    /// <summary>Fourth random bits of the epilogue.</summary>
    public GpuNoise Noise3;

    /// <summary>Where the epilogue stores what it stores last.</summary>
    public PlaceList Places;

    /// <summary>Rows or columns of the batch: what the samples continue.</summary>
    public int Batch;

    /// <summary>Tiles along what the samples continue; samples, where they continue nothing.</summary>
    public int Tiles;
}
