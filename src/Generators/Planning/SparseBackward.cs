using SparseGen.Generators.Ops;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Planning;

/// <summary>Joins the two products of a sparse weight's backward pass, the gradient that flows on and that of the weight, into one op.</summary>
internal static class SparseBackward
{
    public static void Fuse(List<Node> nodes, Readers readers)
    {
        foreach (ProductOp gradient in nodes.OfType<ProductOp>().Where(static p => p.IsParameterGradient && p.SparseWeight is not null).ToArray())
        {
            int position = nodes.FindIndex(node => node is FusedProduct { WeightGradient: null } fused && ShareRows(fused.Product, gradient));
            if (position >= 0 && gradient.Inputs.All(input => readers.ProducedBefore(input, position)))
            {
                var flow = (FusedProduct)nodes[position];
                FusedProduct both = flow.With(gradient);
                nodes[position] = both;
                nodes.Remove(gradient);
                readers.Replace([(flow, flow.Inputs, flow.Outputs), (gradient, gradient.Inputs, gradient.Outputs)], both);
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

        (SparseForm flow, SparseForm weight) = (new SparseForm(product), new SparseForm(gradient));
        return flow.SumsOutputs && flow.Source.Layout == weight.Target.Layout && flow.Target.Layout == weight.Source.Layout;
    }
}
