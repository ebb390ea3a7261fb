using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>One digit of an index map: how often it counts, and how far a step is in the input and in the output.</summary>
internal sealed record IndexDimension(string Name, int Extent, int InputStride, int OutputStride) : Unprinted
{
    /// <summary>The digit of the map that goes back.</summary>
    public IndexDimension Reversed() => new(Name, Extent, OutputStride, InputStride);
}

/// <summary>
/// Moves each element of a row to its place in the output's row, and adds a bias where there is one. A place beyond the end of the input
/// counts as zero, which pads; one beyond the end of the output is left out, which cuts off. So the derivative is the map read backwards.
/// </summary>
/// <param name="digits">The map of one row. They must reach all of the input and, for the derivative, all of the output.</param>
/// <param name="input">What is moved.</param>
/// <param name="output">Where it goes.</param>
/// <param name="rows">Rows of a sample, in the input as in the output.</param>
/// <param name="bias">
/// A number for each element of the output's row or, where a sample is one row, for each stretch of equal length.
/// </param>
internal sealed class RearrangeOp(IReadOnlyList<IndexDimension> digits, Value input, Value output, int rows = 1, Value? bias = null)
    : Op(bias is null ? [input] : [input, bias], [output]), IMove, IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    public Value Input => Inputs[0];

    public IReadOnlyList<IndexDimension> Digits { get; } = digits;

    public IReadOnlyList<IndexDimension>? Map =>
        (Bias is null || Bias.Size == OutputRow) && Input.Size == Output.Size && Sizes.Product(Digits.Select(static d => d.Extent)) == OutputRow
        ? [.. Digits, new IndexDimension("row", rows, InputRow, OutputRow)]
        : null;

    /// <summary>What comes from the model's input is cheaper to move again than to keep; the rest would be kept on one side or the other.</summary>
    public override bool IsRecomputed => Bias is null && Input.Producer is null;

    public override bool KeepsSeriesApart => rows % Math.Max(Input.Shape.Series, 1) == 0;

    public Value? Bias => Inputs.Count > 1 ? Inputs[1] : null;

    private int InputRow => Input.Size / rows;

    private int OutputRow => Output.Size / rows;

    public void Vjp(GradientBuilder gradients)
    {
        Value outputGradient = gradients.Gradient(Output)!;
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new RearrangeOp(
            [.. Digits.Select(static d => d.Reversed())], outputGradient, gradient, rows));
        gradients.Accumulate(Input, gradient);
        if (Bias is not null)
        {
            Value biasGradient = GradientBuilder.ParameterGradient(Bias);
            int stretch = OutputRow / Bias.Size;
            gradients.Append(stretch == 1
                ? new ReduceOp(outputGradient, biasGradient, BiasAxis.Columns, rows, OutputRow, OutputRow)
                : new ReduceOp(outputGradient, biasGradient, BiasAxis.Rows, Bias.Size, stretch, stretch));
        }
    }

    /// <summary>Linear in the input and the bias together.</summary>
    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new RearrangeOp(Digits, inputs[0], outputs[0], rows, inputs.Count > 1 ? inputs[1] : null);

    public void Describe(GraphText graph) => graph.Call("Move", Output, [
        GraphText.Shape(Output), graph.Ref(Input), Text.Of(rows),
        $"[{string.Join(", ", Digits.Select(d => $"new({Text.Of(d.Extent)}, {Text.Of(d.InputStride)}, {Text.Of(d.OutputStride)}, {Text.Of(BiasStride(d))})"))}]",
        .. Bias is null ? Array.Empty<string>() : [graph.Ref(Bias)],
    ]);

    public override void Emit(EmissionContext context) => context.CallMove("Rearrangement.Move", Bias is not null, [
        context.Ref(Input), context.RefOrNothing(Bias), context.Ref(Output), EmissionContext.Rows(rows), .. Numbers,
    ]);

    /// <summary>Lengths of the rows and the map: of each digit its extent and its strides in the input, the output and the bias.</summary>
    private string[] Numbers =>
    [
        Text.Of(InputRow), Text.Of(OutputRow),
        $"new IndexMap([{string.Join(", ", Digits.SelectMany(d => new[] { d.Extent, d.InputStride, d.OutputStride, BiasStride(d) }).Select(static n => Text.Of(n)))}])",
    ];

    /// <summary>A digit either moves along the stretch of the output that one number of the bias is for, or from stretch to stretch.</summary>
    private int BiasStride(IndexDimension digit)
    {
        if (Bias is null)
        {
            return 0;
        }

        int stretch = OutputRow / Bias.Size;
        return digit.OutputStride % stretch == 0 ? digit.OutputStride / stretch : 0;
    }
}
