using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias over the last dimension (Ba et al. 2016, arXiv 1607.06450).
/// The backward pass keeps x only.
/// </summary>
internal sealed class LayerNormOp(float epsilon, Value input, Value weight, Value? bias, Value output)
    : Op(bias is null ? [input, weight] : [input, weight, bias], [output]), IStoresPermuted, ITableReader, IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private IndexTable? _targets;

    public Value Input => Inputs[0];

    public Value Weight => Inputs[1];

    public float Epsilon { get; } = epsilon;

    private Value? Bias => Inputs.Count > 2 ? Inputs[2] : null;

    public override bool IsRecomputed => true;

    public override bool IsSharedOut => true;

    public override bool KeepsSeriesApart => Input.Shape == Output.Shape;

    public IReadOnlyList<IndexTable> Tables => _targets is { } targets ? [targets] : [];

    public Op? Storing(PermuteOp move, Func<Value, bool> isThere) => _targets is null && move.Residual is null
        ? new LayerNormOp(Epsilon, Input, Weight, Bias, move.Output) { _targets = move.Targets }
        : null;

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new LayerNormGradientOp(
            Epsilon,
            [gradients.Gradient(Output)!, gradients.Forward(Input), .. Inputs.Skip(1)],
            [gradient, .. Inputs.Skip(1).Select(GradientBuilder.ParameterGradient)]));
        gradients.Accumulate(Input, gradient);
    }

    public void Jvp(TangentBuilder tangents) => tangents.Append(new LayerNormTangentOp(
        Epsilon,
        [tangents.Primal(Input), Weight, tangents.TangentOrZero(Input), .. Inputs.Skip(1).Select(v => tangents.Tangent(v)!)],
        tangents.NewTangent(Output)));

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new LayerNormOp(Epsilon, inputs[0], inputs[1], inputs.Count > 2 ? inputs[2] : null, outputs[0]);

    public void Describe(GraphText graph) => graph.Call(
        "LayerNorm", Output, [Text.Of(Epsilon), graph.Ref(Input), graph.Ref(Weight), .. Bias is null ? Array.Empty<string>() : [graph.Ref(Bias)]]);

    public override void Emit(EmissionContext context) => context.CallRows("LayerNorm.Forward", [Bias is not null], [
        context.Ref(Input), context.Ref(Weight), context.RefOrNothing(Bias), context.Ref(Output),
        EmissionContext.Rows(Input.Shape.Rows), Text.Of(Input.Shape.Last), Text.Of(Epsilon), .. context.Places(_targets),
    ]);
}
