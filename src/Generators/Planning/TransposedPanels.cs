using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>Weights that the backward pass wants in transposed panels: it multiplies by W where the forward pass multiplies by its transpose.</summary>
internal static class TransposedPanels
{
    /// <summary>Whether a product runs over the outputs of its weight, while the weight lies in panels of outputs.</summary>
    public static bool Needs(ProductOp product) => product.Right.IsShared && product.SparseWeight is null && product.Role == WeightRole.Transposed;

    /// <summary>The weights that some product needs so.</summary>
    public static IReadOnlyList<Parameter> Find(IReadOnlyList<Parameter> parameters, IEnumerable<Region> regions)
    {
        var needed = new HashSet<Parameter>(regions.SelectMany(static r => r.AllOps())
            .Select(static op => op is FusedProduct fused ? fused.Product : op as ProductOp)
            .Where(static p => p is not null && Needs(p))
            .Select(static p => p!.Right.Parameter!));
        return [.. parameters.Where(needed.Contains)];
    }

    /// <summary>Floats of the transposed panels. Those of a convolution's kernel have a row for each output and place of it.</summary>
    public static long Length(Parameter parameter) => Sizes.Times(
        parameter.Groups, Parameter.PanelsLength(parameter.Inputs / parameter.Taps, Sizes.Weight(Sizes.Times(parameter.Outputs, parameter.Taps))));
}
