using SparseGen.Graph;
using SparseGen.Kernels;
using SparseGen.Onnx.Schema;

namespace SparseGen.Onnx;

/// <summary>Ops as operators of ONNX.</summary>
/// <param name="graph">Where they go.</param>
internal sealed class GraphBuilder(GraphWriter graph) : IGraphBuilder
{
    private readonly List<GraphTensor> _values = [];
    private readonly Views _views = new(graph);

    public GraphValue Input(ReadOnlySpan<int> shape) => Keep(new GraphTensor("input", shape.ToArray(), IsSample: true));

    public GraphValue Tensor(string name) => Keep(graph.Tensor(name));

    public GraphValue Product(
        string name, ReadOnlySpan<int> shape, MatrixExtents extents, MatrixOperand left, MatrixOperand right, MatrixStrides output, MatrixOperand? bias = null)
    {
        graph.Scope = name;
        var product = new ProductNodes(graph, _views, extents);
        int[] dimensions = shape.ToArray();
        GraphTensor? term = bias is { } b ? Of(b.Value) : null;
        return Result(product.OfPixels(Of(left.Value), left.Strides, Of(right.Value), right.Strides, output, dimensions, term, bias?.Strides ?? default)
            ?? product.Write(Of(left.Value), left.Strides, Of(right.Value), right.Strides, output, dimensions, term, bias?.Strides ?? default));
    }

    public GraphValue Activation(string name, ActivationKind kind, GraphValue input)
    {
        graph.Scope = name;
        GraphTensor value = Of(input);
        return Result(kind == ActivationKind.Softmax ? Activation(name, kind, value) : Pointwise(value, x => Activation(name, kind, x)));
    }

    public GraphValue Add(string name, GraphValue left, GraphValue right)
    {
        graph.Scope = name;
        return Result(Pairwise("Add", Of(left), Of(right)));
    }

    public GraphValue Multiply(string name, GraphValue left, GraphValue right)
    {
        graph.Scope = name;
        return Result(Pairwise("Mul", Of(left), Of(right)));
    }

    public GraphValue Reciprocal(string name, GraphValue input, float numerator, float offset)
    {
        graph.Scope = name;
        GraphTensor x = Of(input);
        GraphTensor divisor = offset == 0 ? x : graph.Add("Add", [x.Name, graph.Constant(offset)], x.Dimensions, x.IsSample);
        return Result(graph.Add("Div", [graph.Constant(numerator), divisor.Name], x.Dimensions, x.IsSample));
    }

    public GraphValue RowDeviation(string name, float epsilon, GraphValue input)
    {
        graph.Scope = name;
        GraphTensor x = Of(input);
        int[] rows = [.. x.Dimensions.SkipLast(1)], columns = [.. rows, 1];
        GraphTensor MeanOf(GraphTensor value) =>
            graph.Add("ReduceMean", [value.Name, graph.Constant(-1)], columns, x.IsSample, Attributes.Of("keepdims", 1L));
        GraphTensor variance = MeanOf(Square(Elementwise("Sub", x, MeanOf(x))));
        GraphTensor raised = graph.Add("Add", [variance.Name, graph.Constant(epsilon)], columns, x.IsSample);
        return Result(_views.Reshape(Elementwise("Sqrt", raised), rows));
    }

    public GraphValue Standardise(string name, GraphValue input, GraphValue mean, GraphValue deviation)
    {
        graph.Scope = name;
        return Result(Elementwise("Div", Elementwise("Sub", Of(input), Column(mean)), Column(deviation)));
    }

    public GraphValue ScaleRows(string name, GraphValue input, GraphValue scale, GraphValue? shift = null)
    {
        graph.Scope = name;
        GraphTensor scaled = Elementwise("Mul", Of(input), Column(scale));
        return Result(shift is { } term ? Elementwise("Add", scaled, Column(term)) : scaled);
    }

    public GraphValue Scale(string name, GraphValue input, GraphValue scale, GraphValue? shift = null)
    {
        graph.Scope = name;
        GraphTensor x = Of(input);
        GraphTensor scaled = Elementwise("Mul", x, _views.Reshape(Of(scale), [x.Dimensions[^1]]));
        return Result(shift is { } s ? Elementwise("Add", scaled, _views.Reshape(Of(s), [x.Dimensions[^1]])) : scaled);
    }

    public GraphValue Slice(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, int start)
    {
        graph.Scope = name;
        GraphTensor x = Of(input);
        int[] dimensions = shape.ToArray();
        int length = (int)(dimensions.Aggregate(1L, static (size, extent) => size * extent) / rows);
        GraphTensor matrix = _views.Reshape(x, [rows, (int)(x.Size / rows)]);
        string[] inputs = [matrix.Name, graph.Constant(start), graph.Constant(start + length), graph.Constant(-1)];
        return Result(_views.Reshape(graph.Add("Slice", inputs, [rows, length], x.IsSample), dimensions));
    }

    public GraphValue Join(string name, ReadOnlySpan<int> shape, GraphValue first, GraphValue second, int rows)
    {
        graph.Scope = name;
        GraphTensor Rows(GraphTensor part) => _views.Reshape(part, [rows, (int)(part.Size / rows)]);
        GraphTensor left = Rows(Of(first)), right = Rows(Of(second));
        int[] joined = [rows, left.Dimensions[1] + right.Dimensions[1]];
        GraphTensor whole = graph.Add("Concat", [left.Name, right.Name], joined, left.IsSample || right.IsSample, Attributes.Of("axis", -1));
        return Result(_views.Reshape(whole, shape.ToArray()));
    }

    public GraphValue Lookup(string name, ReadOnlySpan<int> shape, GraphValue columns, GraphValue table, int[] offsets, int offset)
    {
        graph.Scope = name;
        GraphTensor numbers = Of(columns), vectors = Of(table);
        int count = offsets.Length - offset;
        int[] rows = [(int)(numbers.Size / count), count];
        GraphTensor whole = graph.Add("Cast", [_views.Reshape(numbers, rows).Name], rows, numbers.IsSample, Attributes.Of("to", (long)TensorProto.Types.DataType.Int64));
        GraphTensor entries = graph.Add("Add", [whole.Name, graph.Indices(offsets, offset, count).Name], rows, numbers.IsSample);
        GraphTensor taken = graph.Add("Gather", [vectors.Name, entries.Name], [.. rows, vectors.Dimensions[1]], numbers.IsSample, Attributes.Of("axis", 0));
        return Result(_views.Reshape(taken, shape.ToArray()));
    }

    public GraphValue Diagonal(string name, GraphValue input, GraphValue u, GraphValue v)
    {
        graph.Scope = name;
        return Result(Elementwise("Mul", Of(input), Elementwise("Sub", Square(Of(u)), Square(Of(v)))));
    }

    public GraphValue LayerNorm(string name, float epsilon, GraphValue input, GraphValue weight, GraphValue? bias = null)
    {
        graph.Scope = name;
        GraphTensor x = Of(input);
        string OfLast(GraphValue tensor) => _views.Reshape(Of(tensor), [x.Dimensions[^1]]).Name;
        string[] inputs = [x.Name, OfLast(weight), .. bias is { } b ? [OfLast(b)] : Array.Empty<string>()];
        return Result(graph.Add("LayerNormalization", inputs, x.Dimensions, x.IsSample, Attributes.Of("axis", -1), Attributes.Of("epsilon", epsilon)));
    }

    // ONNX's own operator has channels in front. Behind tokens a factor and a term stand for it, which depend on no sample: a runtime computes them once.
    public GraphValue BatchNorm(
        string name, float epsilon, GraphValue input, GraphValue mean, GraphValue variance, GraphValue? weight = null, GraphValue? bias = null)
    {
        graph.Scope = name;
        GraphTensor x = Of(input), m = Of(mean);
        if (weight is { } scale && bias is { } shift && (x.Image is not null || x.Dimensions.Count == 1))
        {
            string[] others = [Of(scale).Name, Of(shift).Name, m.Name, Of(variance).Name];
            return Result(Pointwise(
                x, values => graph.Add("BatchNormalization", [values.Name, .. others], values.Dimensions, values.IsSample, Attributes.Of("epsilon", epsilon))));
        }

        GraphTensor raised = graph.Add("Add", [Of(variance).Name, graph.Constant(epsilon)], m.Dimensions, isSample: false);
        GraphTensor deviation = Elementwise("Sqrt", raised);
        GraphTensor factor = weight is { } w ? Elementwise("Div", Of(w), deviation) : graph.Add("Div", [graph.Constant(1f), deviation.Name], m.Dimensions, isSample: false);
        GraphTensor middle = Elementwise("Mul", m, factor);
        GraphTensor term = bias is { } b ? Elementwise("Sub", Of(b), middle) : Elementwise("Neg", middle);
        return Result(Pointwise(x, values =>
        {
            int[] channels = x.Image is null ? [.. m.Dimensions] : [.. m.Dimensions, 1, 1];
            return Elementwise("Add", Elementwise("Mul", values, _views.Reshape(factor, channels)), _views.Reshape(term, channels));
        }));
    }

    public GraphValue Transpose(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, int columns)
    {
        graph.Scope = name;
        GraphTensor x = Of(input);
        if (x.Image is { } image && image.Dimensions[0] == columns && x.Size == (long)rows * columns)
        {
            return Result(_views.Reshape(image, shape.ToArray()));
        }

        GraphTensor turned = _views.Reshape(_views.Transpose(_views.Reshape(x, [rows, columns]), [1, 0]), shape.ToArray());
        return Result(x.IsSample && x.Dimensions is [int channels, _, _] && channels == rows && turned.Dimensions[^1] == rows ? turned with { Image = x } : turned);
    }

    public GraphValue Gather(string name, ReadOnlySpan<int> shape, GraphValue input, int[] table, int offset)
    {
        graph.Scope = name;
        GraphTensor x = Of(input);
        int length = (int)x.Size;
        GraphTensor indices = graph.Indices(table, offset, length);
        GraphTensor flat = _views.Reshape(x, [length]);
        return Result(_views.Reshape(graph.Add("Gather", [flat.Name, indices.Name], flat.Dimensions, x.IsSample, Attributes.Of("axis", 1)), shape.ToArray()));
    }

    public GraphValue Move(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, ReadOnlySpan<IndexDimension> digits, GraphValue? bias = null)
    {
        graph.Scope = name;
        int[] dimensions = shape.ToArray();
        return Result(new MoveNodes(graph, _views).Write(Of(input), rows, digits.ToArray(), dimensions, bias is { } b ? Of(b) : null));
    }

    public GraphValue Patches(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, int patches, int length, int stride)
    {
        graph.Scope = name;
        GraphTensor matrix = _views.Reshape(Of(input), [rows, (int)(Of(input).Size / rows)]);
        int[] places = [.. Enumerable.Range(0, patches * length).Select(place => (place / length * stride) + (place % length))];
        GraphTensor indices = graph.Indices(places, 0, places.Length);
        GraphTensor cut = graph.Add("Gather", [matrix.Name, indices.Name], [rows, places.Length], matrix.IsSample, Attributes.Of("axis", 2));
        return Result(_views.Reshape(cut, shape.ToArray()));
    }

    public GraphValue Sum(string name, ReadOnlySpan<int> shape, GraphValue input, bool overRows, int divisor)
    {
        graph.Scope = name;
        GraphTensor x = Of(input);
        int columns = x.Dimensions[^1];
        if (overRows && x.Image is { } image && image.Dimensions[0] == columns && divisor == x.Size / columns)
        {
            return Result(_views.Reshape(graph.Add("GlobalAveragePool", [image.Name], [columns, 1, 1], x.IsSample), shape.ToArray()));
        }

        GraphTensor matrix = x.Dimensions.Count == 1 && !overRows ? x : _views.Reshape(x, [(int)(x.Size / columns), columns]);
        int terms = overRows ? matrix.Dimensions[0] : columns;
        int[] kept = overRows ? [columns] : [.. matrix.Dimensions.SkipLast(1), 1];
        GraphTensor sum = graph.Add(
            divisor == terms ? "ReduceMean" : "ReduceSum", [matrix.Name, graph.Constant(overRows ? -2 : -1)], kept, x.IsSample, Attributes.Of("keepdims", overRows ? 0L : 1L));
        GraphTensor divided = divisor == terms || divisor == 1 ? sum : graph.Add("Div", [sum.Name, graph.Constant((float)divisor)], kept, x.IsSample);
        return Result(_views.Reshape(divided, shape.ToArray()));
    }

    public GraphValue Convolution(string name, ReadOnlySpan<int> shape, ImageWindow window, int groups, GraphValue input, GraphValue weight, GraphValue? bias = null)
    {
        graph.Scope = name;
        return Result(new WindowNodes(graph, _views, window).Convolve(Of(input), Of(weight), bias is { } term ? Of(term) : null, groups, shape.ToArray()));
    }

    public GraphValue Pool(string name, ReadOnlySpan<int> shape, ImageWindow window, bool isLargest, GraphValue input)
    {
        graph.Scope = name;
        return Result(new WindowNodes(graph, _views, window).Pool(Of(input), isLargest, shape.ToArray()));
    }

    public GraphValue Reshape(string name, ReadOnlySpan<int> shape, GraphValue input)
    {
        graph.Scope = name;
        GraphTensor x = Of(input);
        GraphTensor view = _views.Reshape(x, shape.ToArray());
        return Result(x.Image is { } image && shape.Length > 1 && shape[^1] == image.Dimensions[0] ? view with { Image = image } : view);
    }

    public void Output(GraphValue value) => graph.Finish(Of(value));

    private GraphTensor Of(GraphValue value) => _values[value.Number];

    /// <summary>A view of an image has the op's name where it was computed.</summary>
    private GraphValue Result(GraphTensor result) => Keep(result.Image is null ? graph.Name(result) : result);

    private GraphValue Keep(GraphTensor tensor)
    {
        _values.Add(tensor);
        return new GraphValue(_values.Count - 1);
    }

    /// <summary>A number for each row as a column, which ONNX stretches along the rows.</summary>
    private GraphTensor Column(GraphValue value) => _views.Reshape(Of(value), [.. Of(value).Dimensions, 1]);

    /// <summary>An operator on two operands, one of which may be a tensor, the same for all samples.</summary>
    private GraphTensor OfSample(string kind, GraphTensor left, GraphTensor right) =>
        graph.Add(kind, [left.Name, right.Name], left.Dimensions, left.IsSample || right.IsSample);

    /// <summary>The same, of two images as they are.</summary>
    private GraphTensor Pairwise(string kind, GraphTensor left, GraphTensor right) => right.Image is { } other && left.Image?.Has(other.Dimensions) == true
        ? Pointwise(left, image => OfSample(kind, image, other))
        : OfSample(kind, left, right);

    private GraphTensor Square(GraphTensor x) => Elementwise("Mul", x, x);

    private GraphTensor Elementwise(string kind, GraphTensor x, params GraphTensor[] others) =>
        graph.Add(kind, [x.Name, .. others.Select(static other => other.Name)], x.Dimensions, x.IsSample);

    /// <summary>What is computed number by number: of an image as it is.</summary>
    private GraphTensor Pointwise(GraphTensor x, Func<GraphTensor, GraphTensor> function) =>
        x.Image is { } image ? _views.ChannelsLast(graph.Name(function(image)), x.Dimensions) : function(x);

    private GraphTensor Activation(string name, ActivationKind kind, GraphTensor x) => kind switch
    {
        ActivationKind.Gelu => Elementwise("Gelu", x),
        ActivationKind.GeluTanh => graph.Add("Gelu", [x.Name], x.Dimensions, x.IsSample, Attributes.Of("approximate", "tanh")),
        ActivationKind.Relu => Elementwise("Relu", x),
        ActivationKind.SquaredRelu => Square(Elementwise("Relu", x)),
        ActivationKind.None => x,
        ActivationKind.Silu => Elementwise("Mul", x, Elementwise("Sigmoid", x)),
        ActivationKind.Sigmoid => Elementwise("Sigmoid", x),
        ActivationKind.Tanh => Elementwise("Tanh", x),
        ActivationKind.LeakyRelu => graph.Add("LeakyRelu", [x.Name], x.Dimensions, x.IsSample, Attributes.Of("alpha", 0.01f)),
        ActivationKind.HardTanh => graph.Add("Clip", [x.Name, graph.Constant(-1f), graph.Constant(1f)], x.Dimensions, x.IsSample),
        ActivationKind.Softplus => Elementwise("Softplus", x),
        ActivationKind.Softmax => graph.Add("Softmax", [x.Name], x.Dimensions, x.IsSample, Attributes.Of("axis", -1)),
        _ => throw new NotSupportedException($"{name} is {kind}; there is no operator for it."),
    };
}
