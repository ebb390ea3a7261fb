using SparseGen.Generators.Emission;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>dx = dy f'(x); on request also y = f(x), which shares most of the work.</summary>
internal sealed class ActivationGradientOp(ActivationFunction activation, Value outputGradient, Value input, Value inputGradient)
    : ElementwiseOp([outputGradient, input], [inputGradient])
{
    public override string Function => activation + (Outputs.Count > 1 ? "GradientAndValue" : "Gradient");

    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Second derivatives are not part of reverse mode.");

    public override bool Absorb(Op clone)
    {
        if (clone is not ActivationOp forward || forward.Activation != activation || forward.Inputs[0] != Inputs[1] || Outputs.Count > 1)
        {
            return false;
        }

        AddOutput(forward.Output);
        return true;
    }

    public override IEnumerable<string> Statements(Arithmetic arithmetic, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        string value = outputs.Count > 1 ? $"out {arithmetic.Vector} {outputs[1]}" : "out _";
        yield return $"{arithmetic.Vector} {outputs[0]} = {arithmetic.Simd}.Multiply({inputs[0]}, Activations.{activation}Gradient<{arithmetic.Types}>({inputs[1]}, {value}));";
    }
}
