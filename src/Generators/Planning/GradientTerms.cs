using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Products that add to the gradient of the same large weight, one after another for each worker: where several workers share the sum, it has the terms of one worker after those
/// of another then, as it has when a single thread does the work of all.
/// </summary>
/// <param name="products">The products: of the same extents and strides, so that they have the same tiles.</param>
internal sealed class GradientTerms(IReadOnlyList<ProductOp> products)
    : Op([.. products.SelectMany(static product => product.Inputs).Distinct()], products[0].Outputs)
{
    public override bool AddsInParts => true;

    /// <summary>Joins those of a region and of its loops, in the place of the last.</summary>
    public static void Join(Region region)
    {
        foreach (Loop loop in region.Nodes.OfType<Loop>())
        {
            Join(loop.Body);
        }

        IEnumerable<IGrouping<Parameter, ProductOp>> sums = region.Nodes.OfType<ProductOp>()
            .Where(static product => product.IsParameterGradient && product.Output.Parameter!.SharesGradient)
            .GroupBy(static product => product.Output.Parameter!).Where(static sum => sum.Count() > 1);
        foreach (ProductOp[] terms in sums.Select(static sum => sum.ToArray()).ToArray())
        {
            if (terms.Skip(1).All(term => HasTilesOf(terms[0], term)))
            {
                region.Replace(terms[terms.Length - 1], new GradientTerms(terms));
                region.Nodes.RemoveAll(node => terms.Contains(node));
            }
        }
    }

    public override void Replace(Value value, Value replacement)
    {
        base.Replace(value, replacement);
        foreach (ProductOp product in products)
        {
            product.Replace(value, replacement);
        }
    }

    public override void Emit(EmissionContext context)
    {
        foreach (ProductOp product in products)
        {
            product.Emit(context);
        }
    }

    private static bool HasTilesOf(ProductOp one, ProductOp other) =>
        one.Extents == other.Extents && one.LeftStrides == other.LeftStrides && one.RightStrides == other.RightStrides && one.Window == other.Window;
}
