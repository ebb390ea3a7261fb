using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>A learned vector as a value of each sample, for ops that combine it with numbers of the sample.</summary>
internal sealed class ParameterValueOp(Value parameter, Value output) : Op([parameter], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private Value Learned => Inputs[0];

    public override bool IsRecomputed => true;

    /// <summary>The gradient is the sum over the samples.</summary>
    public void Vjp(GradientBuilder gradients) => gradients.Append(
        new ReduceOp(gradients.Gradient(Output)!, GradientBuilder.ParameterGradient(Learned), BiasAxis.Columns, 1, Output.Size, Output.Size));

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ParameterValueOp(inputs[0], outputs[0]);

    /// <summary>Operators that combine it with a sample's numbers take it for all samples.</summary>
    public void Describe(GraphText graph) => graph.Declare(Output, graph.Ref(Learned));

    public override void Emit(EmissionContext context) => context.Call(
        "Broadcast.OverRows", [], context.Ref(Learned), context.Ref(Output), "1", EmissionContext.Samples, Text.Of(Output.Size), "1f");
}
