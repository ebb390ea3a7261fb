using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output = scale input + shift over the last dimension, with learned numbers for each place: affine layers and layer scale.</summary>
internal sealed class ScaleOp(Value input, Value scale, Value? shift, Value output, Value? residual = null)
    : Op([.. new[] { input, scale, shift, residual }.OfType<Value>()], [output]), IResidualTarget, IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    private readonly bool _hasShift = shift is not null;
    private readonly bool _hasResidual = residual is not null;

    private Value Input => Inputs[0];

    private Value Factor => Inputs[1];

    private Value? Shift => _hasShift ? Inputs[2] : null;

    private Value? Residual => _hasResidual ? Inputs[Inputs.Count - 1] : null;

    public override bool IsRecomputed => true;

    public override bool IsSharedOut => true;

    public override bool KeepsSeriesApart => Input.Shape == Output.Shape;

    public void Vjp(GradientBuilder gradients)
    {
        Value outputGradient = gradients.Gradient(Output)!;
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new ScaleOp(outputGradient, Factor, null, gradient));
        gradients.Accumulate(Input, gradient);
        gradients.Append(new ScaleGradientOp(outputGradient, gradients.Forward(Input), GradientBuilder.ParameterGradient(Factor)));
        if (Shift is not null)
        {
            (int rows, int features) = (Output.Shape.Rows, Output.Shape.Last);
            gradients.Append(new ReduceOp(outputGradient, GradientBuilder.ParameterGradient(Shift), BiasAxis.Columns, rows, features, features));
        }
    }

    /// <summary>scale input' + scale' input + shift'.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        Value? input = tangents.Tangent(Input), factor = tangents.Tangent(Factor), shift = Shift is null ? null : tangents.Tangent(Shift);
        if (input is null || factor is null)
        {
            (Value x, Value s) = input is null ? (tangents.Primal(Input), factor!) : (input, Factor);
            tangents.Append(new ScaleOp(x, s, shift, tangents.NewTangent(Output)));
            return;
        }

        Value moved = tangents.NewPart(Output), turned = tangents.NewPart(Output);
        tangents.Append(new ScaleOp(input, Factor, shift, moved));
        tangents.Append(new ScaleOp(tangents.Primal(Input), factor, null, turned));
        tangents.Append(new AddOp(moved, turned, tangents.NewTangent(Output)));
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ScaleOp(inputs[0], inputs[1], _hasShift ? inputs[2] : null, outputs[0]);

    /// <summary>A new op, since the forward pass is planned twice, for inference and for training.</summary>
    public Op? FuseResidual(Value residual, Value sum) => Residual is null ? new ScaleOp(Input, Factor, Shift, sum, residual) : null;

    public void Describe(GraphText graph) => graph.Call(
        "Scale", Output, [graph.Ref(Input), graph.Ref(Factor), .. Shift is null ? Array.Empty<string>() : [graph.Ref(Shift)]]);

    public override void Emit(EmissionContext context) => context.CallRows("Scale.Apply", [Shift is not null, Residual is not null], [
        context.Ref(Input), context.Ref(Factor), context.RefOrNothing(Shift), context.RefOrNothing(Residual), context.Ref(Output),
        EmissionContext.Rows(Output.Shape.Rows), Text.Of(Output.Shape.Last),
    ]);
}
