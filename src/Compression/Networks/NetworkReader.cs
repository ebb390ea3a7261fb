using SparseGen.Graph;
using SparseGen.Kernels;
using SparseGen.Kernels.Cpu;

namespace SparseGen.Compression.Networks;

/// <summary>Reads a model's description of itself (decision 36) as a <see cref="Network"/>.</summary>
/// <param name="parameters">The learned tensors.</param>
internal sealed class NetworkReader(ParameterVector parameters) : IGraphBuilder
{
    private readonly List<Value> _values = [];
    private readonly List<NetworkStep> _steps = [];
    private readonly List<int> _sizes = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _output = -1;

    /// <summary>What was read.</summary>
    public Network ToNetwork() => new(_steps, [.. _sizes], 0, _output);

    public GraphValue Input(ReadOnlySpan<int> shape) => Keep(shape, NewPlace(shape));

    public GraphValue Tensor(string name)
    {
        TensorLayout tensor = parameters.Layout.Find(name);
        float[] numbers = new float[tensor.Count];
        parameters.GetTensor(name, numbers);
        _values.Add(new Value(name, [.. tensor.Shape], -1, numbers));
        return new GraphValue(_values.Count - 1);
    }

    public GraphValue Product(
        string name, ReadOnlySpan<int> shape, MatrixExtents extents, MatrixOperand left, MatrixOperand right, MatrixStrides output, MatrixOperand? bias = null)
    {
        bool isWeightLeft = Of(left.Value).Numbers is not null;
        if (isWeightLeft == Of(right.Value).Numbers is not null)
        {
            throw Unknown(name, isWeightLeft ? "a product of two learned tensors" : "a product of two values");
        }

        // Rows of a linear map are columns of the matrix product where the weight stands on the left.
        MatrixStrides value = isWeightLeft ? right.Strides : left.Strides;
        int rows = isWeightLeft ? extents.Columns : extents.Rows;
        var from = isWeightLeft
            ? new RowLayout(extents.Groups, rows, value.Group, value.Column, value.Row)
            : new RowLayout(extents.Groups, rows, value.Group, value.Row, value.Column);
        var to = isWeightLeft
            ? new RowLayout(extents.Groups, rows, output.Group, output.Column, output.Row)
            : new RowLayout(extents.Groups, rows, output.Group, output.Row, output.Column);
        LinearSource[] maps = SourcesOf(name, extents, isWeightLeft, isWeightLeft ? left : right, bias);
        string[] tensors = [Of(isWeightLeft ? left.Value : right.Value).Name, .. bias is { } b ? [Of(b.Value).Name] : Array.Empty<string>()];
        string unique = Unique(name);
        return Add(shape, place => new LinearStep(unique, Of(isWeightLeft ? right.Value : left.Value).Place, place, from, to, maps, tensors));
    }

    public GraphValue Activation(string name, ActivationKind kind, GraphValue input)
    {
        Value x = Sample(name, input);
        return kind == ActivationKind.None ? input : Add(x.Shape, place => kind switch
        {
            ActivationKind.Gelu => new ActivationStep<Gelu>(name, x.Place, place),
            ActivationKind.GeluTanh => new ActivationStep<GeluTanh>(name, x.Place, place),
            ActivationKind.Relu => new ActivationStep<Relu>(name, x.Place, place),
            ActivationKind.SquaredRelu => new ActivationStep<SquaredRelu>(name, x.Place, place),
            ActivationKind.Silu => new ActivationStep<Silu>(name, x.Place, place),
            ActivationKind.Sigmoid => new ActivationStep<Sigmoid>(name, x.Place, place),
            ActivationKind.Tanh => new ActivationStep<Tanh>(name, x.Place, place),
            ActivationKind.LeakyRelu => new ActivationStep<LeakyRelu>(name, x.Place, place),
            ActivationKind.HardTanh => new ActivationStep<HardTanh>(name, x.Place, place),
            ActivationKind.Softplus => new ActivationStep<Softplus>(name, x.Place, place),
            ActivationKind.Softmax => new SoftmaxStep(name, x.Place, place, x.Shape[^1]),
            _ => throw Unknown(name, $"the activation {kind}"),
        });
    }

    public GraphValue Add(string name, GraphValue left, GraphValue right) => Pair(name, left, right, isProduct: false);

    public GraphValue Multiply(string name, GraphValue left, GraphValue right) => Pair(name, left, right, isProduct: true);

    public GraphValue Scale(string name, GraphValue input, GraphValue scale, GraphValue? shift = null)
    {
        Value x = Sample(name, input);
        float[] factors = Constant(name, scale);
        float[]? terms = shift is { } s ? Constant(name, s) : null;
        return Add(x.Shape, place => new ScaleStep(name, x.Place, place, factors, terms));
    }

    public GraphValue Diagonal(string name, GraphValue input, GraphValue u, GraphValue v)
    {
        Value x = Sample(name, input);
        float[] positive = Constant(name, u), negative = Constant(name, v);
        float[] factors = [.. positive.Select((p, i) => (p * p) - (negative[i] * negative[i]))];
        return Add(x.Shape, place => new ScaleStep(name, x.Place, place, factors, null));
    }

    public GraphValue LayerNorm(string name, float epsilon, GraphValue input, GraphValue weight, GraphValue? bias = null)
    {
        Value x = Sample(name, input);
        float[] factors = Constant(name, weight), terms = bias is { } b ? Constant(name, b) : new float[factors.Length];
        return Add(x.Shape, place => new LayerNormStep(name, x.Place, place, epsilon, factors, terms));
    }

    public GraphValue BatchNorm(
        string name, float epsilon, GraphValue input, GraphValue mean, GraphValue variance, GraphValue? weight = null, GraphValue? bias = null)
    {
        Value x = Sample(name, input);
        float[] means = Constant(name, mean), variances = Constant(name, variance);
        float[]? weights = weight is { } w ? Constant(name, w) : null, biases = bias is { } b ? Constant(name, b) : null;
        float[] factors = new float[means.Length], terms = new float[means.Length];
        for (int i = 0; i < factors.Length; i++)
        {
            factors[i] = (weights?[i] ?? 1f) / MathF.Sqrt(variances[i] + epsilon);
            terms[i] = (biases?[i] ?? 0f) - (means[i] * factors[i]);
        }

        return Add(x.Shape, place => new ScaleStep(name, x.Place, place, factors, terms));
    }

    public GraphValue Slice(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, int start)
    {
        int from = SizeOf(Of(input).Shape) / rows, to = SizeOf(shape) / rows;
        return Map(name, shape, input, place => (place / to * from) + start + (place % to));
    }

    public GraphValue Join(string name, ReadOnlySpan<int> shape, GraphValue first, GraphValue second, int rows)
    {
        Value left = Sample(name, first), right = Sample(name, second);
        return Add(shape, place => new JoinStep(name, left.Place, right.Place, place, rows));
    }

    public GraphValue Lookup(string name, ReadOnlySpan<int> shape, GraphValue columns, GraphValue table, int[] offsets, int offset)
    {
        Value x = Sample(name, columns);
        float[] vectors = Constant(name, table);
        int features = Of(table).Shape[1];
        return Add(shape, place => new LookupStep(name, x.Place, place, vectors, features, offsets[offset..]));
    }

    public GraphValue Transpose(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, int columns) =>
        Map(name, shape, input, place => (place % rows * columns) + (place / rows));

    public GraphValue Gather(string name, ReadOnlySpan<int> shape, GraphValue input, int[] table, int offset) => Map(name, shape, input, place => table[offset + place]);

    public GraphValue Patches(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, int patches, int length, int stride)
    {
        int from = SizeOf(Of(input).Shape) / rows, to = patches * length;
        return Map(name, shape, input, place => (place / to * from) + (place % to / length * stride) + (place % length));
    }

    public GraphValue Move(string name, ReadOnlySpan<int> shape, GraphValue input, int rows, ReadOnlySpan<IndexDimension> digits, GraphValue? bias = null)
    {
        Value x = Sample(name, input);
        int from = SizeOf(x.Shape) / rows, to = SizeOf(shape) / rows;
        int[] row = new int[to];
        Array.Fill(row, -1);
        foreach ((int source, int target) in IndexPairs.Of(digits.ToArray()))
        {
            if (source < from && target < to)
            {
                row[target] = source;
            }
        }

        int[] table = [.. Enumerable.Range(0, rows * to).Select(place => row[place % to] < 0 ? -1 : (place / to * from) + row[place % to])];
        float[]? numbers = bias is { } b ? Constant(name, b) : null;
        float[]? terms = numbers is null ? null : [.. Enumerable.Range(0, rows * to).Select(place => numbers[place % to / (to / numbers.Length)])];
        return Add(shape, place => new MapStep(name, x.Place, place, table, terms));
    }

    public GraphValue Sum(string name, ReadOnlySpan<int> shape, GraphValue input, bool overRows, int divisor)
    {
        Value x = Sample(name, input);
        return Add(shape, place => new SumStep(name, x.Place, place, x.Shape[^1], overRows, divisor));
    }

    public GraphValue Reshape(string name, ReadOnlySpan<int> shape, GraphValue input)
    {
        _values.Add(Of(input) with { Shape = shape.ToArray() });
        return new GraphValue(_values.Count - 1);
    }

    public GraphValue Convolution(string name, ReadOnlySpan<int> shape, ImageWindow window, int groups, GraphValue input, GraphValue weight, GraphValue? bias = null)
    {
        Value x = Sample(name, input);
        float[] numbers = Constant(name, weight);
        float[]? terms = bias is { } b ? Constant(name, b) : null;
        return Add(shape, place => new ConvolutionStep(name, x.Place, place, window, groups, numbers, terms));
    }

    public GraphValue Pool(string name, ReadOnlySpan<int> shape, ImageWindow window, bool isLargest, GraphValue input)
    {
        Value x = Sample(name, input);
        return Add(shape, place => new PoolStep(name, x.Place, place, window, isLargest));
    }

    public GraphValue Reciprocal(string name, GraphValue input, float numerator, float offset) => throw Unknown(name, "a division");

    public GraphValue RowDeviation(string name, float epsilon, GraphValue input) => throw Unknown(name, "a normalisation of each instance");

    public GraphValue Standardise(string name, GraphValue input, GraphValue mean, GraphValue deviation) => throw Unknown(name, "a normalisation of each instance");

    public GraphValue ScaleRows(string name, GraphValue input, GraphValue scale, GraphValue? shift = null) => throw Unknown(name, "a scale for each row");

    public void Output(GraphValue value) => _output = Sample("output", value).Place;

    private static NotSupportedException Unknown(string name, string what) => new(
        $"{name} is {what}, which compressed models do not compute; they have products with learned matrices, convolutions, pools, activations, sums and products of values, "
        + "norms, means, and numbers at other places.");

    private static int SizeOf(ReadOnlySpan<int> shape)
    {
        int size = 1;
        foreach (int extent in shape)
        {
            size *= extent;
        }

        return size;
    }

    private LinearSource[] SourcesOf(string name, MatrixExtents extents, bool isWeightLeft, MatrixOperand weight, MatrixOperand? bias)
    {
        int outputs = isWeightLeft ? extents.Rows : extents.Columns;
        int step = isWeightLeft ? weight.Strides.Row : weight.Strides.Column, depth = isWeightLeft ? weight.Strides.Column : weight.Strides.Row;
        MatrixStrides biasStrides = bias?.Strides ?? default;
        int biasStep = isWeightLeft ? biasStrides.Row : biasStrides.Column;
        if ((isWeightLeft ? biasStrides.Column : biasStrides.Row) != 0)
        {
            throw Unknown(name, "a product with a bias for each row");
        }

        float[] numbers = Constant(name, weight.Value), terms = bias is { } b ? Constant(name, b.Value) : [];
        bool isShared = weight.Strides.Group == 0 && biasStrides.Group == 0;
        return [.. Enumerable.Range(0, isShared ? 1 : extents.Groups).Select(group =>
        {
            float[] matrix = [.. Enumerable.Range(0, outputs * extents.Depth)
                .Select(at => numbers[(group * weight.Strides.Group) + (at / extents.Depth * step) + (at % extents.Depth * depth)])];
            float[] start = terms.Length == 0 ? [] : [.. Enumerable.Range(0, outputs).Select(output => terms[(group * biasStrides.Group) + (output * biasStep)])];
            return new LinearSource(matrix, start, outputs);
        })];
    }

    /// <summary>The factors of a Monarch map have one name between them.</summary>
    private string Unique(string name)
    {
        string unique = name;
        for (int number = 2; !_names.Add(unique); number++)
        {
            unique = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return unique;
    }

    private GraphValue Pair(string name, GraphValue left, GraphValue right, bool isProduct)
    {
        if (Of(left).Numbers is not null)
        {
            (left, right) = (right, left);
        }

        Value a = Sample(name, left), b = Of(right);
        return Add(a.Shape, place => b.Numbers is { } numbers
            ? new ScaleStep(name, a.Place, place, isProduct ? numbers : null, isProduct ? null : numbers)
            : new PairStep(name, a.Place, b.Place, place, isProduct));
    }

    private GraphValue Map(string name, ReadOnlySpan<int> shape, GraphValue input, Func<int, int> source)
    {
        Value x = Sample(name, input);
        int[] table = [.. Enumerable.Range(0, SizeOf(shape)).Select(source)];
        return Add(shape, place => new MapStep(name, x.Place, place, table, null));
    }

    private Value Of(GraphValue value) => _values[value.Number];

    private Value Sample(string name, GraphValue value) => Of(value).Numbers is null ? Of(value) : throw Unknown(name, $"computed of the learned tensor {Of(value).Name} alone");

    private float[] Constant(string name, GraphValue value) => Of(value).Numbers ?? throw Unknown(name, "computed with a factor that each sample has for itself");

    private GraphValue Add(ReadOnlySpan<int> shape, Func<int, NetworkStep> step)
    {
        int place = NewPlace(shape);
        _steps.Add(step(place));
        return Keep(shape, place);
    }

    private int NewPlace(ReadOnlySpan<int> shape)
    {
        _sizes.Add(SizeOf(shape));
        return _sizes.Count - 1;
    }

    private GraphValue Keep(ReadOnlySpan<int> shape, int place)
    {
        _values.Add(new Value(string.Empty, shape.ToArray(), place, null));
        return new GraphValue(_values.Count - 1);
    }

    private sealed record Value(string Name, int[] Shape, int Place, float[]? Numbers);
}
