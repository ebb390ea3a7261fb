using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>Joins the two products of a sparse weight's backward pass, the gradient that flows on and that of the weight, into one op.</summary>
internal static class SparseBackward
{
    public static void Fuse(DefUse readers)
    {
        IReadOnlyList<Node> nodes = readers.InOrder();
        var flows = new Dictionary<Parameter, List<FusedProduct>>();
        foreach (FusedProduct flow in nodes.OfType<FusedProduct>().Where(static fused => fused is { WeightGradient: null, Product.SparseWeight: not null }))
        {
            Parameter weight = flow.Product.SparseWeight!;
            flows[weight] = [.. flows.TryGetValue(weight, out List<FusedProduct>? known) ? known : [], flow];
        }

        foreach (ProductOp gradient in nodes.OfType<ProductOp>().Where(static p => p.IsParameterGradient && p.SparseWeight is not null))
        {
            List<FusedProduct> candidates = flows.TryGetValue(gradient.SparseWeight!, out List<FusedProduct>? found) ? found : [];
            if (candidates.Find(flow => ShareRows(flow.Product, gradient)) is { } flow && gradient.Inputs.All(input => readers.ProducedBefore(input, flow)))
            {
                FusedProduct both = flow.With(gradient);
                readers.Replace([(flow, flow.Inputs, flow.Outputs), (gradient, gradient.Inputs, gradient.Outputs)], both, flow);
                candidates.Remove(flow);
            }
        }
    }

    /// <summary>Whether a product and the gradient of its weight read the same gradient of the output, and take their rows in the same way.</summary>
    private static bool ShareRows(ProductOp product, ProductOp gradient)
    {
        if (product.SparseWeight != gradient.SparseWeight || !product.Inputs.Any(value => value.Kind == ValueKind.Activation && gradient.Inputs.Contains(value)))
        {
            return false;
        }

        (SparseProductView flow, SparseProductView weight) = (new SparseProductView(product), new SparseProductView(gradient));
        return flow.SumsOutputs && flow.Source.Layout == weight.Target.Layout && flow.Target.Layout == weight.Source.Layout;
    }
}
