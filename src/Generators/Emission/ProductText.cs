using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.Emission;

/// <summary>What kernels for products are called, and what their documentation says.</summary>
internal static class ProductText
{
    /// <summary>A name such as MixChannels64To256BiasGelu.</summary>
    public static string Name(FusedProduct fused)
    {
        ProductOp product = fused.Product;
        Extents extents = product.Extents;
        bool mixesTokens = product.Left.IsShared;
        string form = product.IsParameterGradient ? "WeightGradient" : product.Window is not null ? "Convolve" : mixesTokens ? "MixTokens" : "MixChannels";
        string suffix = (product.Bias is null ? "" : "Bias") + (fused.Residual is null ? "" : "Residual")
            + (fused.Epilogue is null || fused.IsInPlace ? "" : "Saved") + fused.Epilogue?.Name;
        int from = product.IsParameterGradient ? extents.Rows : extents.Depth;
        int to = mixesTokens ? extents.Rows : extents.Columns;
        string groups = extents.Groups == 1 ? "" : $"In{Text.Of(extents.Groups)}Groups";
        return $"{form}{Text.Of(from)}To{Text.Of(to)}{groups}{suffix}";
    }

    /// <summary>The same for a product with a sparse weight: SparseMix64To256BiasGelu.</summary>
    /// <param name="fused">The product.</param>
    /// <param name="form">What it does: SparseMix, SparseBackward or SparseGradient.</param>
    /// <param name="sizes">Its features, as <see cref="Sizes"/> spells them.</param>
    public static string Name(FusedProduct fused, string form, string sizes) =>
        $"{form}{sizes}{(fused.Product.Bias is null ? "" : "Bias")}{(fused.Residual is null ? "" : "Residual")}{fused.Epilogue?.Name}";

    /// <summary>Features of a product with a sparse weight: 64To256.</summary>
    public static string Sizes(SparseProductView view) => $"{Text.Of(view.Source.Features)}To{Text.Of(view.Target.Features)}";

    /// <summary>One sentence: the formula, what is done to its result, and the extents.</summary>
    public static string Describe(FusedProduct fused)
    {
        ProductOp product = fused.Product;
        string batch = product.IsParameterGradient ? " over the batch too" : "";
        string bias = product.Bias is null ? "" : product.BiasAxis == BiasAxis.Columns ? " + bias[n]" : " + bias[m]";
        string residual = fused.Residual is null ? "" : " + residual[m, n]";
        string assign = product.IsParameterGradient ? "+=" : "=";
        return $"output[m, n] {assign} sum over k of left[m, k] right[k, n]{batch}{bias}{residual}; "
            + $"{product.Extents.Rows} rows, depth {product.Extents.Depth}, {product.Extents.Columns} columns a sample"
            + (product.Extents.Groups == 1 ? "." : $", in each of {product.Extents.Groups} groups.")
            + (product.Window is { } window ? $" The left operand is an image that is read through a window of {window.KernelHeight} x {window.KernelWidth} pixels." : "");
    }

    /// <summary>The same for a product with a sparse weight.</summary>
    public static string Describe(FusedProduct fused, SparseProductView form)
    {
        string bias = fused.Product.Bias is null ? "" : " + bias[n]";
        string residual = fused.Residual is null ? "" : " + residual[m, n]";
        string formula = fused.Product.IsParameterGradient
            ? "gradient of each kept weight += sum over the rows and samples of target[m, n] source[m, k]"
            : $"output[m, n] = sum over the kept weights of n of weight input[m, k]{bias}{residual}"
                + (fused.WeightGradient is null ? "" : ", and gradient of each kept weight += sum over the rows of input[m, k] source[m, n]");
        return $"{formula}; {form.Source.Rows} rows a sample, {form.Source.Features} features to {form.Target.Features}.";
    }
}
