using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;

namespace SparseGen.Generators.IR;

/// <summary>
/// Checks what every stage must leave true of a region: values are computed before they are read, once, and products stay inside of
/// their operands. Tests run it after each stage; a failure is a bug of the generator, never of a declaration.
/// </summary>
internal static class ProgramVerifier
{
    /// <summary>Verifies a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="given">Activations that are there before it runs.</param>
    /// <exception cref="InvalidOperationException">Something does not hold; the message names the value.</exception>
    public static void Verify(Region region, IEnumerable<Value> given) => Verify(region, new HashSet<Value>(given));

    private static void Verify(Region region, HashSet<Value> known)
    {
        foreach (Node node in region.Nodes)
        {
            if (node is Loop loop)
            {
                VerifyLoop(loop, known);
            }
            else
            {
                VerifyOp((Op)node, known);
            }
        }
    }

    private static void VerifyLoop(Loop loop, HashSet<Value> known)
    {
        foreach (Carried carried in loop.Carried)
        {
            Demand(known.Contains(carried.Initial), $"The loop over {loop.Index.Variable} starts from {carried.Initial}, which nothing computed.");
            Demand(
                carried.Argument.Shape == carried.Yield.Shape && carried.Initial.Shape == carried.Yield.Shape && carried.Result.Shape == carried.Yield.Shape,
                $"The loop over {loop.Index.Variable} carries {carried.Argument} but yields {carried.Yield}.");
        }

        var inside = new HashSet<Value>(known.Concat(loop.Carried.Select(static c => c.Argument)));
        Verify(loop.Body, inside);
        foreach (Carried carried in loop.Carried)
        {
            Demand(inside.Contains(carried.Yield), $"The loop over {loop.Index.Variable} yields {carried.Yield}, which nothing computed.");
            known.Add(carried.Result);
        }
    }

    private static void VerifyOp(Op op, HashSet<Value> known)
    {
        foreach (Value input in op.Inputs)
        {
            Demand(input.Kind != ValueKind.ParameterGradient, $"{op.GetType().Name} reads the gradient of {input}.");
            Demand(input.IsShared || known.Contains(input), $"{op.GetType().Name} reads {input}, which nothing computed before.");
        }

        foreach (Value output in op.Outputs)
        {
            Demand(!output.IsShared, $"{op.GetType().Name} writes the parameter {output}.");
            Demand(output.Kind == ValueKind.ParameterGradient || known.Add(output), $"{op.GetType().Name} computes {output} a second time.");
        }

        if (op is FusedProduct fused)
        {
            known.Add(fused.Product.Output);
            VerifyProduct(fused.Product);
        }
        else if (op is ProductOp product)
        {
            VerifyProduct(product);
        }
    }

    private static void VerifyProduct(ProductOp product)
    {
        Extents e = product.Extents;
        Demand(e.Groups > 0 && e.Rows > 0 && e.Depth > 0 && e.Columns > 0, $"The product {product.Output} is empty: {e}.");
        DemandOwnPanels(product.Right, product.RightStrides, e.Groups);
        DemandOwnPanels(product.Output, product.OutputStrides, e.Groups);
        if (product.Window is { } window)
        {
            VerifyWindow(product, window);
            return;
        }

        Demand(Last(product.LeftStrides, e.Groups, e.Rows, e.Depth) < product.Left.Size, $"The product {product.Output} leaves its left operand {product.Left}.");
        Demand(Last(product.RightStrides, e.Groups, e.Depth, e.Columns) < product.Right.Size, $"The product {product.Output} leaves its right operand {product.Right}.");
        Demand(Last(product.OutputStrides, e.Groups, e.Rows, e.Columns) < product.Output.Size, $"The product leaves its output {product.Output}.");
    }

    private static void VerifyWindow(ProductOp product, Window window)
    {
        (int groups, int rows, int depth, int columns) = product.Extents;
        (int places, int steps) = product.IsParameterGradient ? (depth, rows) : (rows, depth);
        Demand(places == window.OutputPixels, $"The window of {product.Output} has not its {places} places.");
        Demand(steps * groups == window.Taps * window.Channels, $"The window of {product.Output} has not {steps} steps.");
        Demand(product.Left.Size == window.Pixels * window.Channels, $"The window of {product.Output} is not one of {product.Left}.");
        Value right = product.Right;
        Demand((right.IsShared ? right : product.Output).Parameter is { IsPanels: true, ConvolvedGroups: > 0 }, $"{product.Output} has a window, but no weight of a convolution.");
        Demand(right.Size == (long)groups * depth * columns, $"The product {product.Output} leaves its right operand {right}.");
        Demand(Last(product.OutputStrides, groups, rows, columns) < product.Output.Size, $"The product leaves its output {product.Output}.");
    }

    /// <summary>Groups with matrices of their own need panels of their own: a panel has no room for two groups.</summary>
    private static void DemandOwnPanels(Value value, Strides strides, int groups) => Demand(
        groups == 1 || strides.Group == 0 || value.Parameter?.Storage != ParameterStorage.Panels,
        $"{groups} groups share the panels of {value}.");

    /// <summary>Address of the last element.</summary>
    private static long Last(Strides strides, int groups, int rows, int columns) =>
        ((long)strides.Group * (groups - 1)) + ((long)strides.Row * (rows - 1)) + ((long)strides.Column * (columns - 1));

    private static void Demand(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException(message);
        }
    }
}
