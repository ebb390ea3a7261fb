using SparseGen.Generators.Ops;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Gradients of biases that the kernels for gradients of weights add up on GPUs: the gradient of a bias is a sum of numbers that the gradient of the weight reads anyway, and on
/// the way to the product they lie in shared memory.
/// </summary>
internal sealed class BiasGradients
{
    private readonly Dictionary<ReduceOp, ProductOp> _products = [];

    /// <summary>Finds them.</summary>
    /// <param name="pass">The pass.</param>
    public BiasGradients(PassPlan pass)
    {
        foreach (Region region in pass.Regions.SelectMany(static region => region.AllLoops().Select(static loop => loop.Body).Prepend(region)))
        {
            Find(region.Nodes, pass.Stops);
        }
    }

    /// <summary>Whether a product adds up what the op would.</summary>
    public bool IsTaken(Op op) => op is ReduceOp sum && _products.ContainsKey(sum);

    /// <summary>The gradient of the bias that a product adds up besides; null for none.</summary>
    public Value? Of(ProductOp product) => _products.Where(pair => pair.Value == product).Select(static pair => pair.Key.Output).FirstOrDefault();

    private void Find(List<Node> nodes, BackwardStops? stops)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is not ReduceOp { IsParameterGradient: true } sum)
            {
                continue;
            }

            // Not over a place where the pass may end: the sum would come after it, or before.
            int first = i, last = i;
            for (; stops?.Before(nodes[first]) is null && first > 0; first--)
            {
            }

            for (; last + 1 < nodes.Count && stops?.Before(nodes[last + 1]) is null; last++)
            {
            }

            ProductOp? product = nodes.Skip(first).Take(last + 1 - first).OfType<ProductOp>().FirstOrDefault(p => Reads(p, sum) && !_products.ContainsValue(p));
            if (product is not null)
            {
                _products.Add(sum, product);
            }
        }
    }

    private static bool Reads(ProductOp product, ReduceOp sum)
    {
        (int groups, int rows, int depth, int columns) = product.Extents;
        return product.IsParameterGradient && product.SparseWeight is null && groups == 1 && product.Role switch
        {
            WeightRole.GradientOfLeft => product.LeftMap is null && sum.Sums(product.Left, product.LeftStrides, rows, depth, areRows: true),
            WeightRole.GradientOfRight => product.RightMap is null && sum.Sums(product.Right, product.RightStrides, columns, depth, areRows: false),
            _ => false,
        };
    }
}
