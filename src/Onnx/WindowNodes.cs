using SparseGen.Kernels;
using SparseGen.Onnx.Schema;

namespace SparseGen.Onnx;

/// <summary>Convolutions and pools, which in ONNX have the channels of an image in front: what is computed from pixel to pixel behind them stays so.</summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="views">Reshapes and transposes.</param>
/// <param name="window">How the window slides over the image.</param>
internal sealed class WindowNodes(GraphWriter graph, Views views, ImageWindow window)
{
    /// <summary>A convolution.</summary>
    /// <param name="input">The image.</param>
    /// <param name="weight">[outputs, channels of a group, kernel].</param>
    /// <param name="bias">A number for each output; null for none.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="dimensions">Dimensions of the result.</param>
    public GraphTensor Convolve(GraphTensor input, GraphTensor weight, GraphTensor? bias, int groups, int[] dimensions)
    {
        GraphTensor kernel = views.Reshape(weight, [.. weight.Dimensions.Take(2), window.KernelHeight, window.KernelWidth]);
        return Add("Conv", input, [kernel.Name, .. bias is null ? Array.Empty<string>() : [bias.Name]], weight.Dimensions[0], dimensions, Attributes.Of("group", groups));
    }

    /// <summary>The largest number of a window, or the mean.</summary>
    /// <param name="input">The image.</param>
    /// <param name="isLargest">Whether it is the largest number.</param>
    /// <param name="dimensions">Dimensions of the result.</param>
    public GraphTensor Pool(GraphTensor input, bool isLargest, int[] dimensions) => isLargest
        ? Add("MaxPool", input, [], window.Channels, dimensions)
        : Add("AveragePool", input, [], window.Channels, dimensions, Attributes.Of("count_include_pad", 1L));

    private GraphTensor Add(string kind, GraphTensor input, IReadOnlyList<string> others, int channels, int[] dimensions, params AttributeProto[] own)
    {
        GraphTensor image = input.Image?.Has([window.Channels, window.Height, window.Width]) == true
            ? input.Image
            : views.Transpose(views.Reshape(input, [window.Height, window.Width, window.Channels]), [2, 0, 1]);
        (long top, long left) = (window.Top, window.Left);
        AttributeProto[] attributes =
        [
            Attributes.Of("kernel_shape", [window.KernelHeight, window.KernelWidth]),
            Attributes.Of("strides", [window.Stride, window.Stride]),
            Attributes.Of("pads",
                [
                    top, left, After(window.OutputHeight, window.KernelHeight, window.Height, top), After(window.OutputWidth, window.KernelWidth, window.Width, left),
                ]),
            .. own,
        ];
        GraphTensor result = graph.Add(kind, [image.Name, .. others], [channels, window.OutputHeight, window.OutputWidth], isSample: true, attributes);
        return views.ChannelsLast(graph.Name(result), dimensions);
    }

    /// <summary>Zeros behind a side: as many as the last place of the window reaches.</summary>
    private long After(int places, int kernel, int side, long before) => Math.Max((((long)places - 1) * window.Stride) + kernel - side - before, 0);
}
