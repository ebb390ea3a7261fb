using SparseGen.Generators.IR;
using SparseGen.Generators.Ops;

namespace SparseGen.Generators.Planning;

/// <summary>
/// Where channels are so few that vectors of them stay partly empty, a dense map of the tokens, W X, is computed as X^T W^T: vectors are full of tokens, and the rows of many
/// samples make high tiles. X is transposed before and the result back; between two such maps, with an activation or nothing there, the two transpositions undo one another.
/// </summary>
internal static class TokensAsColumns
{
    /// <summary>Floats of the widest vectors, and how many of them channels have to fill, on average, so that turning costs more than it brings.</summary>
    private const int Vector = 16, LeastFilled = 10;

    /// <summary>Replaces the products, and folds the transpositions.</summary>
    /// <param name="passes">The forward passes with their outputs; the last one's ops are the producers of what they compute afterwards.</param>
    public static void Run(params IReadOnlyList<(Region Region, Value Output)> passes)
    {
        var weights = new HashSet<Parameter>(passes[0].Region.AllOps().OfType<ProductOp>().Where(IsOfFewChannels).Select(static product => product.Left.Parameter!));
        weights.RemoveWhere(weight => passes[0].Region.AllOps().Count(op => op.Inputs.Any(input => input.Parameter == weight)) > 1);
        if (weights.Count == 0)
        {
            return;
        }

        foreach ((Region region, Value output) in passes)
        {
            region.ClaimOutputs();
            foreach (ProductOp product in region.AllOps().OfType<ProductOp>().Where(product => product.Left.Parameter is { } weight && weights.Contains(weight)).ToArray())
            {
                region.Replace(product, Turned(product));
            }

            PermutationFolding.Run(region, output);
        }

        foreach (Parameter weight in weights)
        {
            weight.Storage = ParameterStorage.Panels;
        }
    }

    private static bool IsOfFewChannels(ProductOp product)
    {
        (int groups, _, int tokens, int channels) = product.Extents;
        var rows = new Strides(0, channels, 1);
        return groups == 1 && product.Left.Parameter is { Storage: ParameterStorage.RowMajor } && product.Right.Kind == ValueKind.Activation
            && product.LeftStrides == new Strides(0, tokens, 1) && product.RightStrides == rows && product.OutputStrides == rows
            && (product.Bias is null || product.BiasAxis == BiasAxis.Rows)
            && (long)channels * Vector <= (long)LeastFilled * ((channels + Vector - 1) / Vector * Vector);
    }

    private static Op[] Turned(ProductOp product)
    {
        (_, int outputs, int tokens, int channels) = product.Extents;
        ProductOp AlongTokens(Value input, Value output) => new(
            new Extents(1, channels, tokens, outputs),
            input, new Strides(0, tokens, 1),
            product.Left, new Strides(0, 1, tokens),
            output, new Strides(0, outputs, 1),
            product.Bias);
        if (channels == 1)
        {
            // Tokens of one channel lie as one channel of tokens does.
            return [AlongTokens(product.Right, product.Output)];
        }

        Value turned = Activation(product, "turned", Shape.Of(channels, tokens)), mapped = Activation(product, "mapped", Shape.Of(channels, outputs));
        return
        [
            new PermuteOp([new Commutation(tokens, channels)], product.Right, turned),
            AlongTokens(turned, mapped),
            new PermuteOp([new Commutation(channels, outputs)], mapped, product.Output),
        ];
    }

    private static Value Activation(ProductOp product, string name, Shape shape) =>
        new($"{product.Output.Name}.{name}", ValueKind.Activation, shape, product.Output.Loop, path: $"{product.Output.Path}.{name}");
}
