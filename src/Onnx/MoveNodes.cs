using SparseGen.Kernels;

namespace SparseGen.Onnx;

/// <summary>An index map as Reshape and Transpose, with Pad and Slice where it reaches beyond an end.</summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="views">Reshapes and transposes.</param>
internal sealed class MoveNodes(GraphWriter graph, Views views)
{
    /// <summary>Writes it.</summary>
    /// <param name="input">What is moved.</param>
    /// <param name="rows">Rows of a sample.</param>
    /// <param name="digits">The map of one row.</param>
    /// <param name="dimensions">Dimensions of the result.</param>
    /// <param name="bias">Is added; null for none.</param>
    public GraphTensor Write(GraphTensor input, int rows, IndexDimension[] digits, int[] dimensions, GraphTensor? bias)
    {
        int reached = digits.Aggregate(1, static (count, digit) => count * digit.Extent);
        int row = (int)(input.Size / rows);
        int length = (int)(dimensions.Aggregate(1L, static (size, extent) => size * extent) / rows);

        // Rows as they are, where the last dimension is one.
        int[] outer = input.Dimensions[^1] == row ? [.. input.Dimensions.SkipLast(1)] : rows == 1 ? [] : [rows];
        GraphTensor whole = row == reached ? input : views.Resize(views.Reshape(input, [.. outer, row]), reached);
        GraphTensor turned = Turn(whole, outer, digits, reached);
        GraphTensor moved = reached == length ? turned : views.Resize(views.Reshape(turned, [.. outer, reached]), length);
        return views.Reshape(bias is null ? moved : AddBias(moved, outer, length, bias), dimensions);
    }

    /// <summary>The map without its ends, digit by digit. Where it keeps the order, there is nothing to do.</summary>
    private GraphTensor Turn(GraphTensor whole, int[] outer, IndexDimension[] digits, int row)
    {
        int[] inInput = Axis.Order([.. digits.Select(static digit => new Axis(digit.Extent, digit.Input))], row);
        int[] inOutput = Axis.Order([.. digits.Select(static digit => new Axis(digit.Extent, digit.Output))], row);
        if (inInput.SequenceEqual(inOutput))
        {
            return whole;
        }

        GraphTensor split = views.Reshape(whole, [.. outer, .. inInput.Select(digit => digits[digit].Extent)]);
        return views.Transpose(split, [.. Enumerable.Range(0, outer.Length), .. inOutput.Select(digit => outer.Length + Array.IndexOf(inInput, digit))]);
    }

    /// <summary>A number for each place of the row, or for each stretch of it.</summary>
    private GraphTensor AddBias(GraphTensor moved, int[] outer, int length, GraphTensor bias)
    {
        int count = (int)bias.Size;
        bool isForEach = count == length;
        GraphTensor stretches = views.Reshape(moved, isForEach ? [.. outer, length] : [.. outer, count, length / count]);
        GraphTensor numbers = isForEach ? bias : views.Reshape(bias, [count, 1]);
        return graph.Add("Add", [stretches.Name, numbers.Name], stretches.Dimensions, stretches.IsSample);
    }
}
