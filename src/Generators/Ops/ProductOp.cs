using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>How an operand of a product steps through memory: how far one group, row and column are apart.</summary>
internal sealed record Strides(int Group, int Row, int Column) : Unprinted
{
    public Strides Transpose() => new(Group, Column, Row);
}

/// <summary>Extents of a product: groups of matrices [rows, depth] times [depth, columns].</summary>
internal sealed record Extents(int Groups, int Rows, int Depth, int Columns) : Unprinted
{
    public long Macs => Sizes.Product([Groups, Rows, Depth, Columns]);
}

/// <summary>Along which dimension of the output a bias runs.</summary>
internal enum BiasAxis
{
    Rows,
    Columns,
}

/// <summary>
/// The one linear op, a grouped strided matrix product:
/// output[g, m, n] = sum over k of left[g, m, k] right[g, k, n] + bias.
/// Dense layers, token and channel mixing and their derivatives differ only in extents and strides. Where the output is the
/// gradient of a parameter, the sum also runs over the batch and is added to what is there.
/// </summary>
internal sealed class ProductOp(
    Extents extents, Value left, Strides leftStrides, Value right, Strides rightStrides, Value output, Strides outputStrides,
    Value? bias = null, BiasAxis biasAxis = BiasAxis.Columns)
    : Op(bias is null ? [left, right] : [left, right, bias], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    public Extents Extents { get; } = extents;

    public Value Left => Inputs[0];

    public Strides LeftStrides { get; private set; } = leftStrides;

    public Value Right => Inputs[1];

    public Strides RightStrides { get; } = rightStrides;

    public Strides OutputStrides { get; } = outputStrides;

    public Value? Bias => Inputs.Count > 2 ? Inputs[2] : null;

    public BiasAxis BiasAxis { get; } = biasAxis;

    /// <summary>What it does with its weight; of a product of two activations it says nothing.</summary>
    public WeightRole Role { get; init; }

    /// <summary>
    /// How it reads images as its left operand, in place of <see cref="LeftStrides"/>; in the gradient of a weight that matrix is transposed. Null for a matrix that lies in
    /// memory. The weight then is one of a convolution, and one that is read transposed has its taps turned round.
    /// </summary>
    public Window? Window { get; init; }

    /// <summary>Where the left operand's numbers lie in its input, which another op would have moved; null where they lie as the strides say. Only GPUs read so.</summary>
    public IReadOnlyList<IndexDimension>? LeftMap { get; private set; }

    /// <summary>The same of the right operand.</summary>
    public IReadOnlyList<IndexDimension>? RightMap { get; private set; }

    /// <summary>Where the numbers of the result go, which another op would have moved; null where they go as the strides say. Only GPUs store so.</summary>
    public IReadOnlyList<IndexDimension>? OutputMap { get; private set; }

    /// <summary>Whether the bias lies as the result does where <see cref="OutputMap"/> brings it, and not as the strides say.</summary>
    public bool HasMovedBias { get; private set; }

    /// <summary>Whether the weight's outputs are the rows of the matrix that the product has of it, and not the columns.</summary>
    public bool WeightRowsAreOutputs => Role switch
    {
        WeightRole.Forward => Left.Kind != ValueKind.Activation,
        WeightRole.Transposed => Left.Kind == ValueKind.Activation,
        _ => Role == WeightRole.GradientOfLeft,
    };

    /// <summary>
    /// How far apart the biases of two groups are, and of two rows or columns. A bias lies as the output does: its number for a row or a
    /// column is where that stands among all rows or columns of the output, those of all groups together.
    /// </summary>
    public (int Group, int Step) BiasStrides => Bias is null || Extents.Groups == 1 ? (0, 1)
        : BiasAxis == BiasAxis.Columns ? (OutputStrides.Group, OutputStrides.Column)
        : (OutputStrides.Group / (Output.Size / Bias.Size), OutputStrides.Row / (Output.Size / Bias.Size));

    /// <summary>Whether all groups use the same weight, so that its gradient is a sum over the groups too.</summary>
    public bool SumsGroups => IsParameterGradient && Extents.Groups > 1 && OutputStrides.Group == 0;

    /// <summary>Whether it adds into the gradient of a parameter.</summary>
    public bool IsParameterGradient => Output.Kind == ValueKind.ParameterGradient;

    /// <summary>The sparse weight among operands and output, or null when all are dense.</summary>
    public Parameter? SparseWeight => new[] { Left, Right, Output }.Select(static v => v.Parameter).FirstOrDefault(static p => p?.Mask is not null);

    /// <summary>A weight that is not kept costs nothing.</summary>
    public override long Macs => SparseWeight is { } weight ? Sizes.Times(Extents.Macs / weight.Shape.Size, weight.Mask!.Count) : Extents.Macs;

    public override double DenseConnections =>
        (double)(Left.Kind == ValueKind.Activation ? Left : Right).Shape.Size * Output.Shape.Size;

    public override bool AddsInParts => true;

    /// <summary>The activation's rows, all of them, are those of the matrix.</summary>
    public override bool KeepsSeriesApart =>
        Window is null && Left.Kind == ValueKind.Activation && Extents.Rows == Left.Shape.Rows && Output.Shape.Series == Left.Shape.Series;

    public override bool CanPack(Value value)
    {
        if (SparseWeight is null)
        {
            return false;
        }

        var form = new SparseProductView(this);
        return form.RowsMerge && form.Source.HasAdjacentFeatures && form.Target.HasAdjacentFeatures;
    }

    /// <summary>
    /// d left = d output right^T and d right = left^T d output: products again, with strides exchanged.
    /// The gradient of a bias is the sum of d output over all else.
    /// </summary>
    public void Vjp(GradientBuilder gradients)
    {
        Value outputGradient = gradients.Gradient(Output)!;
        (int groups, int rows, int depth, int columns) = (Extents.Groups, Extents.Rows, Extents.Depth, Extents.Columns);

        // The two products of a sparse weight are computed together, so both operands have to be there before the gradient flows on.
        Func<Value, Value> forward = SparseWeight is null ? gradients.Forward : GradientBuilder.Save;

        // The gradient that flows on comes first: it may bring along what the other one needs.
        foreach (bool isParameter in new[] { false, true })
        {
            if ((Left.Kind == ValueKind.Parameter) == isParameter)
            {
                Value gradient = GradientOf(Left, gradients);
                gradients.Append(Window is { } window ? ThroughWindow(window, outputGradient, gradient) : new ProductOp(
                    new Extents(groups, rows, columns, depth),
                    outputGradient, OutputStrides, forward(Right), RightStrides.Transpose(), gradient, LeftStrides)
                {
                    Role = isParameter ? WeightRole.GradientOfLeft : WeightRole.Transposed,
                });
                Deliver(Left, gradient, gradients);
            }

            if ((Right.Kind == ValueKind.Parameter) == isParameter)
            {
                Value gradient = GradientOf(Right, gradients);
                gradients.Append(new ProductOp(
                    new Extents(groups, depth, rows, columns),
                    forward(Left), LeftStrides.Transpose(), outputGradient, OutputStrides, gradient, RightStrides)
                {
                    Role = isParameter ? WeightRole.GradientOfRight : WeightRole.Transposed,
                    Window = Window,
                });
                Deliver(Right, gradient, gradients);
            }
        }

        if (Bias is not null)
        {
            // Since a bias lies as the output does, its gradient takes the groups' rows or columns as those of one matrix.
            (int biasRows, int biasColumns, int stride) = groups == 1 ? (rows, columns, OutputStrides.Row)
                : BiasAxis == BiasAxis.Columns ? (rows, groups * columns, OutputStrides.Row)
                : (groups * rows, columns, Output.Size / Bias.Size);
            gradients.Append(new ReduceOp(outputGradient, GradientBuilder.ParameterGradient(Bias), BiasAxis, biasRows, biasColumns, stride));
        }
    }

    /// <summary>left' right + left right' (+ bias'): products of the same extents, which share the kernels of this one.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        (Value? left, Value? right, Value? bias) = (tangents.Tangent(Left), tangents.Tangent(Right), Bias is null ? null : tangents.Tangent(Bias));
        var terms = new List<(Value Left, Value Right)>();
        if (left is not null)
        {
            terms.Add((left, tangents.Primal(Right)));
        }

        if (right is not null)
        {
            terms.Add((tangents.Primal(Left), right));
        }

        // Gradients of parameters are added up where they lie; what samples have is added by an op of its own, a residual of the first product.
        bool isSum = terms.Count > 1 && !IsParameterGradient;
        Value[] results = [.. terms.Select(_ => isSum ? tangents.NewPart(Output) : tangents.NewTangent(Output))];
        for (int i = 0; i < terms.Count; i++)
        {
            tangents.Append(On(terms[i].Left, terms[i].Right, i == 0 ? bias : null, results[i]));
        }

        if (isSum)
        {
            tangents.Append(new AddOp(results[0], results[1], tangents.NewTangent(Output)));
        }
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        On(inputs[0], inputs[1], inputs.Count > 2 ? inputs[2] : null, outputs[0]);

    public void Describe(GraphText graph)
    {
        if (Window is { } window)
        {
            graph.Call("Convolution", Output, [
                GraphText.Shape(Output), window.Expression, Text.Of(Extents.Groups), graph.Ref(Left), graph.Ref(Right), .. Bias is null ? Array.Empty<string>() : [graph.Ref(Bias)],
            ]);
            return;
        }

        (int group, int step) = BiasStrides;
        var biasStrides = BiasAxis == BiasAxis.Columns ? new Strides(group, 0, step) : new Strides(group, step, 0);
        graph.Call("Product", Output, [
            GraphText.Shape(Output), $"new({Text.Of(Extents.Groups)}, {Text.Of(Extents.Rows)}, {Text.Of(Extents.Depth)}, {Text.Of(Extents.Columns)})",
            graph.Operand(Left, LeftStrides), graph.Operand(Right, RightStrides), $"new({GraphText.Spell(OutputStrides)})",
            .. Bias is null ? Array.Empty<string>() : [graph.Operand(Bias, biasStrides)],
        ]);
    }

    public override void Emit(EmissionContext context) => context.CallProduct(new FusedProduct(this));

    private ProductOp On(Value left, Value right, Value? bias, Value output) =>
        new(Extents, left, LeftStrides, right, RightStrides, output, OutputStrides, bias, BiasAxis) { Role = Role, Window = Window };

    /// <summary>The same product through a window on a copy of the image.</summary>
    public ProductOp Through(Window window, Value image) =>
        new(Extents, image, LeftStrides, Right, RightStrides, Output, OutputStrides, Bias, BiasAxis) { Role = Role, Window = window };

    /// <summary>The same product, which reads an operand where it lay before it was moved.</summary>
    public ProductOp Before(IMove move)
    {
        var product = (ProductOp)Reading(value => value == move.Output ? move.Input : value);
        (product.LeftMap, product.RightMap) = Left == move.Output ? (move.Map, RightMap) : (LeftMap, move.Map);
        return product;
    }

    /// <summary>The same product, which stores its result where an op moves it, and adds what that adds.</summary>
    public ProductOp Behind(IMove move) =>
        new(Extents, Left, LeftStrides, Right, RightStrides, move.Output, OutputStrides, move.Bias ?? Bias, move.Bias is null ? BiasAxis : BiasAxis.Columns)
        {
            Role = Role,
            LeftMap = LeftMap,
            RightMap = RightMap,
            OutputMap = [.. move.Map!.Select(static digit => digit.Reversed())],
            HasMovedBias = move.Bias is not null,
        };

    /// <summary>The same on what lies where other strides say, before it was moved.</summary>
    public ProductOp Before(IMove move, Strides strides)
    {
        var product = (ProductOp)Reading(value => value == move.Output ? move.Input : value);
        product.LeftStrides = strides;
        return product;
    }

    /// <summary>The gradient of the image: each of its pixels is a row, and a step of the sum is a place of the kernel and an output.</summary>
    private ProductOp ThroughWindow(Window window, Value outputGradient, Value gradient)
    {
        (int groups, _, int depth, int columns) = Extents;
        int outputs = groups * columns, inputs = depth / window.Taps;
        return new(
            new Extents(groups, window.Pixels, window.Taps * columns, inputs),
            outputGradient, new Strides(columns, outputs, 1), Right, RightStrides.Transpose(), gradient, new Strides(inputs, window.Channels, 1))
        {
            Role = WeightRole.Transposed,
            Window = window.Reversed(outputs),
        };
    }

    private static Value GradientOf(Value operand, GradientBuilder gradients) =>
        operand.Kind == ValueKind.Parameter ? GradientBuilder.ParameterGradient(operand) : gradients.NewGradient(operand);

    private static void Deliver(Value operand, Value gradient, GradientBuilder gradients)
    {
        if (operand.Kind == ValueKind.Activation)
        {
            gradients.Accumulate(operand, gradient);
        }
    }
}
