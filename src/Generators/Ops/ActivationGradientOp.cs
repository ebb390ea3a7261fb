using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>dx = dy f'(x); on request also y = f(x), which shares most of the work.</summary>
internal sealed class ActivationGradientOp(ActivationFunction activation, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    : ElementwiseOp(inputs, outputs)
{
    public ActivationGradientOp(ActivationFunction activation, Value outputGradient, Value input, Value inputGradient)
        : this(activation, [outputGradient, input], [inputGradient])
    {
    }

    public override string Function => activation + (Outputs.Count > 1 ? "GradientAndValue" : "Gradient");

    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Second derivatives are not part of reverse mode.");

    /// <summary>Where the activation's input does not move, the op is linear; and the value it delivers does not move either.</summary>
    public override void Tangent(TangentBuilder tangents)
    {
        Value gradientTangent = tangents.TangentOrZero(Inputs[0]);
        Value input = tangents.Again(Inputs[1]);
        if (tangents.Tangent(Inputs[1]) is not { } tangent)
        {
            tangents.Append(new ActivationGradientOp(activation, gradientTangent, input, tangents.NewTangent(Output)));
            return;
        }

        tangents.Append(new ActivationGradientTangentOp(
            activation,
            [tangents.Again(Inputs[0]), input, gradientTangent, tangent],
            [tangents.NewTangent(Output), tangents.NewAgain(Output), .. Outputs.Skip(1).SelectMany(v => new[] { tangents.NewTangent(v), tangents.NewAgain(v) })]));
    }

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ActivationGradientOp(activation, inputs, outputs);

    public override bool CanAbsorb(Op clone) =>
        clone is ActivationOp forward && forward.Activation == activation && forward.Inputs[0] == Inputs[1] && Outputs.Count == 1;

    public override string Kernel => $"ActivationKernels.Gradient{(Outputs.Count > 1 ? "AndValue" : "")}";

    public override string KernelType => activation.ToString();

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        string value = $"out float {(outputs.Count > 1 ? outputs[1] : "_")}";
        yield return $"float {outputs[0]} = SimdScalar.Multiply({inputs[0]}, Activations.{activation}Gradient<SimdScalar, float>({inputs[1]}, {value}));";
    }
}
