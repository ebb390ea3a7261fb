using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;
using SparseGen.Kernels;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The one sum over a dimension: of a matrix [rows, columns] of each sample, either the sum over the rows for each column or the one over the columns for each row, divided by
/// a number. Means over tokens, sums over features and gradients of biases differ only in sizes. Where the output is the gradient of a parameter, the sum also runs over the
/// batch and is added to what is there.
/// </summary>
/// <param name="input">The matrices; the numbers of a row lie side by side.</param>
/// <param name="output">A number for each column, or for each row.</param>
/// <param name="kept">The dimension that is left.</param>
/// <param name="rows">Rows of a sample.</param>
/// <param name="columns">Columns.</param>
/// <param name="rowStride">Numbers from row to row; as many as columns where the output is no gradient.</param>
/// <param name="divisor">What each sum is divided by: the number of its terms, for a mean.</param>
internal sealed class ReduceOp(Value input, Value output, BiasAxis kept, int rows, int columns, int rowStride, int divisor = 1)
    : Op([input], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    public Value Input => Inputs[0];

    public bool IsParameterGradient => Output.Kind == ValueKind.ParameterGradient;

    private bool KeepsColumns => kept == BiasAxis.Columns;

    public override bool KeepsSeriesApart => !KeepsColumns && rows == Input.Shape.Rows;

    /// <summary>
    /// Whether the sums are those of an operand of a product along its depth, over the batch too: of a left one the sum of each row, of a right one that of each column.
    /// </summary>
    /// <param name="operand">The operand.</param>
    /// <param name="strides">Its strides.</param>
    /// <param name="lines">Its rows, if it is the left one, or columns.</param>
    /// <param name="depth">Terms of the product's sums.</param>
    /// <param name="areRows">Whether it is the left one.</param>
    public bool Sums(Value operand, Strides strides, int lines, int depth, bool areRows) => operand == Input && strides.Column == 1 && rowStride == strides.Row
        && KeepsColumns != areRows && (areRows ? rows : columns) == lines && (areRows ? columns : rows) == depth;

    /// <summary>The kernel: what it does with the sums, and what they run over.</summary>
    private string Kernel => (IsParameterGradient ? "Add" : "") + (KeepsColumns ? "OverRows" : "OverColumns");

    /// <summary>The sum over the rows of an activation for each column, or over the columns for each row.</summary>
    /// <param name="input">[rows, columns].</param>
    /// <param name="output">What is left.</param>
    /// <param name="kept">The dimension that is left.</param>
    /// <param name="divisor">What each sum is divided by.</param>
    public ReduceOp(Value input, Value output, BiasAxis kept, int divisor = 1)
        : this(input, output, kept, input.Shape.Rows, input.Shape.Last, input.Shape.Last, divisor)
    {
    }

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new BroadcastOp(gradients.Gradient(Output)!, gradient, kept, divisor));
        gradients.Accumulate(Input, gradient);
    }

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ReduceOp(inputs[0], outputs[0], kept, rows, columns, rowStride, divisor);

    public override bool CanPack(Value value) => IsParameterGradient && KeepsColumns && rowStride == columns && value.Size == rows * columns;

    public void Describe(GraphText graph) => graph.Call("Sum", Output, GraphText.Shape(Output), graph.Ref(Input), KeepsColumns ? "true" : "false", Text.Of(divisor));

    public override void Emit(EmissionContext context)
    {
        if (IsParameterGradient)
        {
            (int length, int terms) = KeepsColumns ? (columns, rows) : (rows, columns);
            context.AddsToGradient(length, terms, Input.IsPacked ? SumBlock.PackedRows : BlockTerms.Cpu);
        }

        if (Input.IsPacked && context.HasPackedValues)
        {
            context.Call("PackedValues.AddSums", [], context.Ref(Input), context.Ref(Output), Text.Of(columns), EmissionContext.Rows(rows));
            return;
        }

        string[] numbers = (IsParameterGradient, KeepsColumns) switch
        {
            (true, true) => [EmissionContext.Rows(rows), Text.Of(columns), Text.Of(rowStride)],
            (true, false) => [EmissionContext.Samples, Text.Of(rows), Text.Of(columns), Text.Of(rowStride), Text.Of(Input.Size)],
            (false, true) => [EmissionContext.Samples, Text.Of(rows), Text.Of(columns), Text.Reciprocal(divisor)],
            (false, false) => [EmissionContext.Rows(rows), Text.Of(columns), Text.Reciprocal(divisor)],
        };
        context.Call($"Reduction.{Kernel}", [], [context.Ref(Input), context.Ref(Output), .. numbers]);
    }
}
