using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Puts gradients of weights beside products that others wait for. Nobody waits for the gradient of a weight: it may come as early as its operands are there, and as late as the
/// end of its region. A product that takes the gradient on leaves much of a GPU idle where the batch is small, and a launch that both share costs as much as one.
/// </summary>
internal sealed class ReadyTogether
{
    private readonly BiasGradients _biases;

    private ReadyTogether(BiasGradients biases) => _biases = biases;

    /// <summary>The region with such products together.</summary>
    /// <param name="region">What the gradients of the parameters need, fused; it is not changed.</param>
    public static Region Run(Region region)
    {
        var pass = new PassPlan([region], new Dictionary<Value, BufferSlot>(), 0);
        return region.Rewritten(new ReadyTogether(new BiasGradients(pass)).Arrange);
    }

    /// <summary>Whether it is the gradient of a weight that may come along with another product.</summary>
    public static bool IsWeightGradient(ProductOp product) => product.IsParameterGradient && product.SparseWeight is null;

    /// <summary>Whether gradients may come along with a node.</summary>
    public static bool TakesGradients(Node node) => node is FusedProduct { Product.SparseWeight: null };

    private List<Node> Arrange(IReadOnlyList<Node> all)
    {
        Node[] nodes = [.. all.Where(node => node is not Op op || !_biases.IsTaken(op))];
        ILookup<int, (int Place, ProductOp Product)> gradients = FindGradients(nodes);
        var result = new List<Node>();
        var ready = new List<(int Place, ProductOp Product)>();
        for (int i = 0; i < nodes.Length; i++)
        {
            // In the order in which they become ready, whether their own place has come or not.
            ready.AddRange(gradients[i]);
            if (nodes[i] is ProductOp product && IsWeightGradient(product))
            {
                continue;
            }

            if (TakesGradients(nodes[i]) && ready.Count > 0)
            {
                ProductOp[] along = [.. ready.Take(ProductsTogether.MostGradients).Select(static one => one.Product)];
                ready.RemoveRange(0, along.Length);
                result.Add(Together((FusedProduct)nodes[i], along));
                continue;
            }

            if (nodes[i] is Loop)
            {
                // Operands would outlive all of its repetitions.
                int place = i;
                result.AddRange(ready.Where(one => one.Place < place).Select(one => Together(null, one.Product)));
                ready.RemoveAll(one => one.Place < place);
            }

            result.Add(nodes[i]);
        }

        result.AddRange(ready.Select(one => Together(null, one.Product)));
        return result;
    }

    /// <summary>The gradients of weights by the first node that they are ready for.</summary>
    private static ILookup<int, (int Place, ProductOp Product)> FindGradients(Node[] nodes)
    {
        var readyAt = new Dictionary<Value, int>();
        var gradients = new List<(int Ready, int Place, ProductOp Product)>();
        for (int i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is ProductOp product && IsWeightGradient(product))
            {
                gradients.Add((product.Inputs.Max(input => readyAt.TryGetValue(input, out int at) ? at : 0), i, product));
            }

            foreach (Value value in nodes[i].Produced())
            {
                readyAt[value] = i + 1;
            }
        }

        return gradients.ToLookup(static one => one.Ready, static one => (one.Place, one.Product));
    }

    private ProductsTogether Together(FusedProduct? product, params ProductOp[] gradients) =>
        new(product, [.. gradients.Select(gradient => new WeightGradient(gradient, _biases.Of(gradient)))]);
}
