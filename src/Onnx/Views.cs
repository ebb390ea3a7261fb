namespace SparseGen.Onnx;

/// <summary>
/// Tensors under other dimensions: what a walk by strides is in ONNX, a Reshape and a Transpose, of which those are left out that would change nothing.
/// </summary>
/// <param name="graph">Where the nodes go.</param>
internal sealed class Views(GraphWriter graph)
{
    /// <summary>The same numbers under other dimensions.</summary>
    public GraphTensor Reshape(GraphTensor tensor, IReadOnlyList<int> dimensions)
    {
        if (tensor.Has(dimensions))
        {
            return tensor;
        }

        // 0 takes the batch from the input.
        long[] shape = [.. tensor.IsSample ? [0L] : Array.Empty<long>(), .. dimensions.Select(static extent => (long)extent)];
        return graph.Add("Reshape", [tensor.Name, graph.Constant(shape)], dimensions, tensor.IsSample);
    }

    /// <summary>The dimensions in another order.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="order">Of each dimension of the result, which it was before.</param>
    public GraphTensor Transpose(GraphTensor tensor, IReadOnlyList<int> order)
    {
        if (order.SequenceEqual(Enumerable.Range(0, order.Count)))
        {
            return tensor;
        }

        long[] permutation = [.. tensor.IsSample ? [0L] : Array.Empty<long>(), .. order.Select(place => (long)place + (tensor.IsSample ? 1 : 0))];
        return graph.Add("Transpose", [tensor.Name], [.. order.Select(place => tensor.Dimensions[place])], tensor.IsSample, Attributes.Of("perm", permutation));
    }

    /// <summary>An image [channels, height, width] as a value with its channels last. Where nobody reads it as such, its nodes go (<see cref="GraphWriter.Finish"/>).</summary>
    public GraphTensor ChannelsLast(GraphTensor image, IReadOnlyList<int> dimensions) => Reshape(Transpose(image, [1, 2, 0]), dimensions) with { Image = image };

    /// <summary>A walk through all numbers of a tensor, axis by axis.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="axes">The axes of the result. One with stride 0, along which all numbers are the same, is 1 long, for ONNX to stretch.</param>
    public GraphTensor Walk(GraphTensor tensor, IReadOnlyList<Axis> axes)
    {
        IReadOnlyList<Axis> own = [.. axes.Select(static axis => axis.Stride == 0 ? new Axis(1, 0) : axis)];
        int[] inMemory = Axis.Order(own, tensor.Size);
        GraphTensor split = Reshape(tensor, [.. inMemory.Select(axis => own[axis].Extent)]);
        return Transpose(split, [.. Enumerable.Range(0, own.Count).Select(axis => Array.IndexOf(inMemory, axis))]);
    }

    /// <summary>The way back: puts each number of the axes to its place in the memory of a tensor of other dimensions.</summary>
    /// <param name="tensor">The axes.</param>
    /// <param name="axes">Where they step in the result.</param>
    /// <param name="dimensions">Dimensions of the result.</param>
    public GraphTensor Place(GraphTensor tensor, IReadOnlyList<Axis> axes, IReadOnlyList<int> dimensions) =>
        Reshape(Transpose(tensor, Axis.Order(axes, tensor.Size)), dimensions);

    /// <summary>The first numbers of the last dimension, or all of them and zeros.</summary>
    public GraphTensor Resize(GraphTensor tensor, int length)
    {
        int last = tensor.Dimensions[^1];
        IReadOnlyList<int> dimensions = [.. tensor.Dimensions.SkipLast(1), length];
        string end = graph.Constant(-1);
        return length > last ? graph.Add("Pad", [tensor.Name, graph.Constant(0, length - last), "", end], dimensions, tensor.IsSample)
            : length < last ? graph.Add("Slice", [tensor.Name, graph.Constant(0), graph.Constant(length), end], dimensions, tensor.IsSample)
            : tensor;
    }
}
