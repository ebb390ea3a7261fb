using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Lets batch norms of inference run on the tiles of the product before them: a factor and a term for each channel, which are made of the four tensors once a pass. On the CPU the
/// numbers are what they were, bit by bit.
/// </summary>
internal static class NormFolding
{
    /// <summary>Does it to a pass of inference.</summary>
    public static void Run(Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            Run(loop.Body);
        }

        HashSet<Value> products = [.. region.Nodes.OfType<ProductOp>().Where(CanScale).Select(static product => product.Output)];
        foreach (BatchNormOp norm in region.Nodes.OfType<BatchNormOp>().Where(norm => products.Contains(norm.Inputs[0])).ToArray())
        {
            region.Replace(norm, norm.BehindProduct());
        }
    }

    /// <summary>Whether a tile's columns are channels, side by side, and packed as nothing else.</summary>
    private static bool CanScale(ProductOp product) =>
        product.SparseWeight is null && !product.Output.IsPacked && product.OutputStrides is { Column: 1 } strides && strides.Row == product.Output.Shape.Last;
}
