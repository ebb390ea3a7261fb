using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// Every row, or every column, gets the same numbers: the derivative of a sum over a dimension (<see cref="ReduceOp"/>), whose divisor it has, and copies of a
/// sample for the members of an ensemble.
/// </summary>
/// <param name="input">A number for each column, or for each row.</param>
/// <param name="output">[rows, columns].</param>
/// <param name="kept">The dimension of the output that the input has.</param>
/// <param name="divisor">What each number is divided by.</param>
internal sealed class BroadcastOp(Value input, Value output, BiasAxis kept, int divisor) : Op([input], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    public Value Input => Inputs[0];

    public int Divisor { get; } = divisor;

    /// <summary>Whether every row of the output is the input.</summary>
    public bool IsCopyForEachRow => KeepsColumns && Divisor == 1;

    /// <summary>Whether all rows of a sample are the same, and not all columns.</summary>
    public bool KeepsColumns => kept == BiasAxis.Columns;

    private string Kernel => KeepsColumns ? "OverRows" : "OverColumns";

    public override bool IsRecomputed => true;

    private string[] Numbers => [Text.Of(Output.Shape.Last), Text.Reciprocal(Divisor)];

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new ReduceOp(gradients.Gradient(Output)!, gradient, kept, Divisor));
        gradients.Accumulate(Input, gradient);
    }

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new BroadcastOp(inputs[0], outputs[0], kept, Divisor);

    /// <summary>Patches that all begin at the same place; in forward passes nothing is divided.</summary>
    public void Describe(GraphText graph)
    {
        (int rows, int columns) = (Output.Shape.Rows, Output.Shape.Last);
        int[] sizes = KeepsColumns ? [1, rows, columns, 0] : [rows, columns, 1, 0];
        graph.Call("Patches", Output, [GraphText.Shape(Output), graph.Ref(Input), .. sizes.Select(static size => Text.Of(size))]);
    }

    public override void Emit(EmissionContext context)
    {
        string[] rows = KeepsColumns ? [EmissionContext.Samples, Text.Of(Output.Shape.Rows)] : [EmissionContext.Rows(Output.Shape.Rows)];
        context.Call($"Broadcast.{Kernel}", [], [context.Ref(Input), context.Ref(Output), .. rows, .. Numbers]);
    }
}
