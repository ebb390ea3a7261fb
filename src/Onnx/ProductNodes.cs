using SparseGen.Graph;
using SparseGen.Onnx.Schema;

namespace SparseGen.Onnx;

/// <summary>
/// A product as MatMul, on operands that are reshaped and transposed as its strides say: [groups, rows, depth] times [depth, columns] where all groups share a weight, and so on.
/// Where a sample is a single row and the weight lies as PyTorch has it, it is one Gemm.
/// </summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="views">Reshapes and transposes.</param>
/// <param name="extents">Sizes of the product.</param>
internal sealed class ProductNodes(GraphWriter graph, Views views, MatrixExtents extents)
{
    /// <summary>Writes it.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="leftStrides">How it lies.</param>
    /// <param name="right">The right operand.</param>
    /// <param name="rightStrides">How it lies.</param>
    /// <param name="outputStrides">How the result lies in its dimensions.</param>
    /// <param name="dimensions">Dimensions of the result.</param>
    /// <param name="bias">Is added; null for none.</param>
    /// <param name="biasStrides">How it lies.</param>
    public GraphTensor Write(
        GraphTensor left, MatrixStrides leftStrides, GraphTensor right, MatrixStrides rightStrides, MatrixStrides outputStrides, int[] dimensions, GraphTensor? bias,
        MatrixStrides biasStrides)
    {
        if (IsGemm(left, leftStrides, right, rightStrides, dimensions) && (bias is null || biasStrides is { Column: 1 }))
        {
            string[] operands = [left.Name, right.Name, .. bias is null ? Array.Empty<string>() : [bias.Name]];
            return graph.Add("Gemm", operands, dimensions, isSample: true, Attributes.Of("transB", 1L));
        }

        GraphTensor product = graph.Add(
            "MatMul",
            [
                Matrices(left, leftStrides, extents.Rows, extents.Depth, least: 2).Name,
                Matrices(right, rightStrides, extents.Depth, extents.Columns, least: 2).Name,
            ],
            extents.Groups == 1 ? [extents.Rows, extents.Columns] : [extents.Groups, extents.Rows, extents.Columns],
            left.IsSample || right.IsSample);
        if (bias is not null)
        {
            GraphTensor stretched = Matrices(bias, biasStrides, extents.Rows, extents.Columns, least: 1);
            product = graph.Add("Add", [product.Name, stretched.Name], product.Dimensions, product.IsSample);
        }

        return views.Place(product, Axes(outputStrides, extents.Rows, extents.Columns), dimensions);
    }

    /// <summary>The same as a convolution with a kernel of one pixel, where the rows are the pixels of an image that was computed as one; null where they are not.</summary>
    /// <param name="left">The left operand.</param>
    /// <param name="leftStrides">How it lies.</param>
    /// <param name="right">The right operand.</param>
    /// <param name="rightStrides">How it lies.</param>
    /// <param name="outputStrides">How the result lies in its dimensions.</param>
    /// <param name="dimensions">Dimensions of the result.</param>
    /// <param name="bias">Is added; null for none.</param>
    /// <param name="biasStrides">How it lies.</param>
    public GraphTensor? OfPixels(
        GraphTensor left, MatrixStrides leftStrides, GraphTensor right, MatrixStrides rightStrides, MatrixStrides outputStrides, int[] dimensions, GraphTensor? bias,
        MatrixStrides biasStrides)
    {
        (int groups, int rows, int depth, int columns) = extents;
        if (groups != 1 || left.Image is not { } image || image.Dimensions[0] != depth || left.Size != (long)rows * depth || right.IsSample || right.Size != (long)columns * depth
            || leftStrides is not { Column: 1 } || leftStrides.Row != depth || rightStrides.Row != 1 || rightStrides.Column != depth
            || outputStrides.Column != 1 || outputStrides.Row != columns || (bias is not null && (biasStrides.Row != 0 || biasStrides.Column != 1)))
        {
            return null;
        }

        GraphTensor kernel = views.Reshape(right, [columns, depth, 1, 1]);
        string[] operands = [image.Name, kernel.Name, .. bias is null ? Array.Empty<string>() : [views.Reshape(bias, [columns]).Name]];
        AttributeProto[] attributes = [Attributes.Of("kernel_shape", [1, 1]), Attributes.Of("strides", [1, 1]), Attributes.Of("pads", [0, 0, 0, 0])];
        GraphTensor result = graph.Add("Conv", operands, [columns, image.Dimensions[1], image.Dimensions[2]], isSample: true, attributes);
        return views.ChannelsLast(graph.Name(result), dimensions);
    }

    /// <summary>Whether it is a plain linear layer on samples of one dimension.</summary>
    private bool IsGemm(GraphTensor left, MatrixStrides leftStrides, GraphTensor right, MatrixStrides rightStrides, int[] dimensions) =>
        extents is { Groups: 1, Rows: 1 } && left.IsSample && !right.IsSample && dimensions.Length == 1
        && left.Has([extents.Depth]) && (leftStrides.Column == 1 || extents.Depth == 1)
        && right.Has([extents.Columns, extents.Depth]) && (rightStrides.Column == extents.Depth || extents.Columns == 1) && (rightStrides.Row == 1 || extents.Depth == 1);

    /// <summary>The matrices of an operand. Of a tensor, what all groups have in common stays without that dimension, and so do rows that are all the same.</summary>
    private GraphTensor Matrices(GraphTensor operand, MatrixStrides strides, int rows, int columns, int least)
    {
        Axis[] axes = Axes(strides, rows, columns);
        int shared = operand.IsSample ? 0 : axes.Take(axes.Length - least).TakeWhile(static axis => axis.Stride == 0).Count();
        return views.Walk(operand, [.. axes.Skip(shared)]);
    }

    private Axis[] Axes(MatrixStrides strides, int rows, int columns)
    {
        Axis[] matrix = [new(rows, strides.Row), new(columns, strides.Column)];
        return extents.Groups == 1 ? matrix : [new(extents.Groups, strides.Group), .. matrix];
    }
}
