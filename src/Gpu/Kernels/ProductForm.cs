namespace SparseGen.Kernels.Gpu;

/// <summary>The numbers of a product's shape, for those who launch it or say what it costs.</summary>
/// <param name="Extents">Extents of a sample.</param>
/// <param name="Gradient">What is stored of a gradient; nothing of another product.</param>
/// <param name="Left">Where the left operand lies.</param>
/// <param name="Right">Where the right operand lies.</param>
internal readonly record struct ProductForm(ProductExtents Extents, GradientExtents Gradient, OperandMap Left, OperandMap Right)
{
    /// <summary>That of a product.</summary>
    /// <typeparam name="TShape">Its shape.</typeparam>
    internal static ProductForm Of<TShape>()
        where TShape : struct, IProductShape => new(TShape.Extents, default, TShape.Left, TShape.Right);

    /// <summary>That of a gradient.</summary>
    /// <typeparam name="TShape">Its shape.</typeparam>
    internal static ProductForm OfGradient<TShape>()
        where TShape : struct, IGradientShape => new(TShape.Extents, TShape.Gradient, TShape.Left, TShape.Right);
}
