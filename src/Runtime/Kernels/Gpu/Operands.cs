using System.ComponentModel;

namespace SparseGen.Kernels.Gpu;

/// <summary>Where loads come from.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOperand
{
    /// <summary>A number.</summary>
    /// <param name="arguments">Arguments of the kernel.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="group">The group.</param>
    /// <param name="line">Row of the left operand, column of the right one.</param>
    /// <param name="k">Step of the sum.</param>
    /// <param name="end">The step behind the last one; for gradients, of the partial sum.</param>
    static abstract float At(ProductArguments arguments, int sample, int group, int line, int k, int end);
}

/// <summary>The left operand of a product.</summary>
internal readonly struct LeftOf<TProduct> : IOperand
    where TProduct : struct, IProduct
{
    public static float At(ProductArguments arguments, int sample, int group, int line, int k, int end) => TProduct.Left(arguments, sample, group, line, k);
}

/// <summary>The right operand of a product.</summary>
internal readonly struct RightOf<TProduct> : IOperand
    where TProduct : struct, IProduct
{
    public static float At(ProductArguments arguments, int sample, int group, int line, int k, int end) => TProduct.Right(arguments, sample, group, k, line);
}

/// <summary>The left operand of a gradient, up to the end of a partial sum.</summary>
internal readonly struct LeftOfGradient<TProduct> : IOperand
    where TProduct : struct, IGradientProduct
{
    public static float At(ProductArguments arguments, int sample, int group, int line, int k, int end) => k < end ? TProduct.Left(arguments, group, line, k) : 0f;
}

/// <summary>The right operand of a gradient, up to the end of a partial sum.</summary>
internal readonly struct RightOfGradient<TProduct> : IOperand
    where TProduct : struct, IGradientProduct
{
    public static float At(ProductArguments arguments, int sample, int group, int line, int k, int end) => k < end ? TProduct.Right(arguments, group, k, line) : 0f;
}
