using SparseGen.Generators.Emission;
using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>The gradient of a weight with that of its bias, which the same kernel adds up on GPUs.</summary>
/// <param name="Product">The gradient of the weight.</param>
/// <param name="Bias">The gradient of the bias; null for none.</param>
internal sealed record WeightGradient(ProductOp Product, Value? Bias) : Unprinted;

/// <summary>Products that are ready at the same time: a GPU computes them in one launch.</summary>
/// <param name="product">A product that others wait for; null for a gradient alone.</param>
/// <param name="gradients">Gradients of weights.</param>
internal sealed class ProductsTogether(FusedProduct? product, IReadOnlyList<WeightGradient> gradients)
    : Op(
        [.. (product?.Inputs ?? []).Concat(gradients.SelectMany(static gradient => gradient.Product.Inputs)).Distinct()],
        [
            .. product?.Outputs ?? [],
            .. gradients.SelectMany(static gradient => gradient.Bias is null ? gradient.Product.Outputs : gradient.Product.Outputs.Append(gradient.Bias)),
        ]), ITableReader
{
    /// <summary>Gradients that kernels take along with a product.</summary>
    public const int MostGradients = 2;

    public FusedProduct? Product { get; } = product;

    public IReadOnlyList<WeightGradient> Gradients { get; } = gradients;

    public IReadOnlyList<IndexTable> Tables => Product?.Tables ?? [];

    public override void Emit(EmissionContext context) => context.CallTogether(this);
}
