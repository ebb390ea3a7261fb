using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>output = left + right, element by element: residual connections and sums of gradients.</summary>
internal sealed class AddOp(Value left, Value right, Value output) : ElementwiseOp([left, right], [output])
{
    public override string Function => "Add";

    public override void Differentiate(GradientBuilder gradients)
    {
        Value gradient = gradients.Gradient(Output)!;
        gradients.Accumulate(Inputs[0], gradient);
        gradients.Accumulate(Inputs[1], gradient);
    }

    public override IEnumerable<string> CpuStatements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"TVector {outputs[0]} = TSimd.Add({inputs[0]}, {inputs[1]});"];
}
