using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output[row, p, i] = input[row, stride p + i]: patches of rows, which may overlap or leave numbers out.</summary>
/// <param name="patches">Patches of a row.</param>
/// <param name="length">Numbers of a patch.</param>
/// <param name="stride">Numbers from the start of one patch to that of the next.</param>
/// <param name="input">The rows.</param>
/// <param name="output">Their patches.</param>
internal sealed class PatchesOp(int patches, int length, int stride, Value input, Value output)
    : Op([input], [output]), IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private readonly int _rows = output.Size / (patches * length);

    private Value Input => Inputs[0];

    /// <summary>What comes from the model's input is cheaper to move again than to keep.</summary>
    public override bool IsRecomputed => Input.Producer is null;

    public override bool KeepsSeriesApart => _rows % Math.Max(Input.Shape.Series, 1) == 0;

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new PatchSumOp(patches, length, stride, gradients.Gradient(Output)!, gradient));
        gradients.Accumulate(Input, gradient);
    }

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new PatchesOp(patches, length, stride, inputs[0], outputs[0]);

    public void Describe(GraphText graph) => graph.Call(
        "Patches", Output, GraphText.Shape(Output), graph.Ref(Input), Text.Of(_rows), Text.Of(patches), Text.Of(length), Text.Of(stride));

    public override void Emit(EmissionContext context) => context.Call(
        "Patching.Cut", [], context.Ref(Input), context.Ref(Output), EmissionContext.Rows(_rows), Text.Of(Input.Size / _rows), Text.Of(patches), Text.Of(length), Text.Of(stride));
}
