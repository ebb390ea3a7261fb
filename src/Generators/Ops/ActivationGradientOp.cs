using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>dx = dy f'(x); on request also y = f(x), which shares most of the work.</summary>
internal sealed class ActivationGradientOp(ActivationFunction activation, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    : ElementwiseOp(inputs, outputs), IReadsPermuted, ITableReader, ILinearizable, IRepeatable
{
    private IndexTable? _sources;

    private Value OutputGradient => Inputs[0];

    private Value Input => Inputs[1];

    public ActivationGradientOp(ActivationFunction activation, Value outputGradient, Value input, Value inputGradient)
        : this(activation, [outputGradient, input], [inputGradient])
    {
    }

    public override string Function => activation + (Outputs.Count > 1 ? "GradientAndValue" : "Gradient");

    /// <summary>Where the activation's input does not move, the op is linear; and the value it delivers does not move either.</summary>
    public void Jvp(TangentBuilder tangents)
    {
        Value gradientTangent = tangents.TangentOrZero(OutputGradient);
        Value input = tangents.Primal(Input);
        if (tangents.Tangent(Input) is not { } tangent)
        {
            tangents.Append(new ActivationGradientOp(activation, gradientTangent, input, tangents.NewTangent(Output)));
            return;
        }

        tangents.Append(new ActivationGradientTangentOp(
            activation,
            [tangents.Primal(OutputGradient), input, gradientTangent, tangent],
            [tangents.NewTangent(Output), tangents.NewPrimal(Output), .. Outputs.Skip(1).SelectMany(v => new[] { tangents.NewTangent(v), tangents.NewPrimal(v) })]));
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ActivationGradientOp(activation, inputs, outputs);

    public IReadOnlyList<IndexTable> Tables => _sources is { } sources ? [sources] : [];

    /// <summary>The gradient comes from other places; all else lies as the result does.</summary>
    public Op? Reading(PermuteOp move) => _sources is null && Outputs.Count == 1 && Input != move.Output
        ? new ActivationGradientOp(activation, move.Input, Input, Output) { _sources = move.Table }
        : null;

    public override bool CanFuseRecomputation(Op clone) =>
        clone is ActivationOp forward && forward.Activation == activation && forward.Input == Input && Outputs.Count == 1;

    public override string Kernel => $"ActivationKernels.Gradient{(Outputs.Count > 1 ? "AndValue" : "")}";

    public override IReadOnlyList<string> Places(EmissionContext context) => context.Places(_sources);

    public override string KernelType => activation.ToString();

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        string value = $"out float {(outputs.Count > 1 ? outputs[1] : "_")}";
        yield return $"float {outputs[0]} = SimdScalar.Multiply({inputs[0]}, Activations.{activation}Gradient<SimdScalar, float>({inputs[1]}, {value}));";
    }
}
