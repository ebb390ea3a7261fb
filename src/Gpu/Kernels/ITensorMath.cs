using System.ComponentModel;
using ILGPU;
using ILGPU.Runtime.Cuda;

namespace SparseGen.Kernels.Gpu;

/// <summary>In which numbers a product multiplies on tensor cores.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITensorMath
{
    /// <summary>A factor as such a number. Tensor cores do it themselves; this is for devices that have none.</summary>
    /// <param name="value">The factor.</param>
    static abstract float Round(float value);

    /// <summary>Makes such numbers of the columns that a warp has loaded.</summary>
    static abstract void TakeColumns();

    /// <summary>Multiplies the first quad of rows, which it has loaded.</summary>
    static abstract void MultiplyUpper();

    /// <summary>Multiplies the second quad of rows.</summary>
    static abstract void MultiplyLower();
}

/// <summary><see cref="MathMode.Tf32"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Tf32 : ITensorMath
{
    /// <summary>What is added for rounding to nearest, halves away from zero, and the bits that are left.</summary>
    private const uint Half = 0x1000, Mask = 0xFFFFE000;

    /// <inheritdoc/>
    public static float Round(float value) => float.IsNaN(value) ? value : Interop.IntAsFloat((Interop.FloatAsInt(value) + Half) & Mask);

    /// <inheritdoc/>
    public static void TakeColumns() => CudaAsm.Emit(TensorStatements.RoundColumnsToTf32);

    /// <inheritdoc/>
    public static void MultiplyUpper() => CudaAsm.Emit(TensorStatements.MultiplyUpperTf32);

    /// <inheritdoc/>
    public static void MultiplyLower() => CudaAsm.Emit(TensorStatements.MultiplyLowerTf32);
}

/// <summary><see cref="MathMode.Tf32x3"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Tf32x3 : ITensorMath
{
    /// <inheritdoc/>
    public static float Round(float value) => value;

    /// <inheritdoc/>
    public static void TakeColumns() => CudaAsm.Emit(TensorStatements.SplitColumns);

    /// <inheritdoc/>
    public static void MultiplyUpper() => CudaAsm.Emit(TensorStatements.MultiplyUpperSplit);

    /// <inheritdoc/>
    public static void MultiplyLower() => CudaAsm.Emit(TensorStatements.MultiplyLowerSplit);
}

/// <summary><see cref="MathMode.Bf16"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Bf16 : ITensorMath
{
    /// <summary>What is added for rounding to nearest, halves to even where the bit above is added besides, and the bits that are left.</summary>
    private const uint Half = 0x7FFF, Mask = 0xFFFF0000;

    /// <inheritdoc/>
    public static float Round(float value)
    {
        uint bits = Interop.FloatAsInt(value);
        return float.IsNaN(value) ? value : Interop.IntAsFloat((bits + Half + ((bits >> 16) & 1u)) & Mask);
    }

    /// <inheritdoc/>
    public static void TakeColumns() => CudaAsm.Emit(TensorStatements.PairColumns);

    /// <inheritdoc/>
    public static void MultiplyUpper() => CudaAsm.Emit(TensorStatements.MultiplyUpperBf16);

    /// <inheritdoc/>
    public static void MultiplyLower() => CudaAsm.Emit(TensorStatements.MultiplyLowerBf16);
}
