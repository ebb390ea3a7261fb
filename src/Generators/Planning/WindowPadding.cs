using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Gives products that read zeros beyond the edges of an image a copy that has them, so that a register tile steps through it by strides and asks for no edge
/// (decision 54). A copy lives from one op to the next; what the forward pass keeps is the image.
/// </summary>
internal static class WindowPadding
{
    /// <summary>Puts the copies before the products of a pass.</summary>
    public static void Run(Region region) => Run(region, null);

    private static void Run(Region region, LoopIndex? loop)
    {
        foreach (Loop inner in region.Nodes.OfType<Loop>())
        {
            Run(inner.Body, inner.Index);
        }

        foreach (ProductOp product in region.Nodes.OfType<ProductOp>().Where(static p => p.Window is { IsInside: false }).ToArray())
        {
            Window window = product.Window!, padded = window.Padded;
            Value source = product.Left;
            var copy = new Value(
                $"{product.Output.Name}.padded", ValueKind.Activation, Shape.Of(Sizes.Activation((long)padded.Height * padded.Width), padded.Channels), loop,
                path: $"{product.Output.Path}.padded");
            region.Replace(product, new PadOp(window, source, copy), product.Through(padded, copy));
        }
    }
}
