using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The tangent of dx = dy f'(x) and, since f' is at hand, dx itself: dx' = dy' f'(x) + dy f''(x) x'. On request also the tangent of the
/// activation, f'(x) x', and the activation f(x).
/// </summary>
/// <param name="activation">The function f.</param>
/// <param name="inputs">dy, x, their tangents dy' and x'.</param>
/// <param name="outputs">dx', dx and, on request, y' and y.</param>
internal sealed class ActivationGradientTangentOp(ActivationFunction activation, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    : ElementwiseOp(inputs, outputs), IRepeatable
{
    public override string Function => activation + "GradientTangent" + (Outputs.Count > 2 ? "AndValue" : "");

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new ActivationGradientTangentOp(activation, inputs, outputs);

    public override string Kernel => $"ActivationKernels.GradientTangent{(Outputs.Count > 2 ? "AndValue" : "")}";

    public override string KernelType => activation.ToString();

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        (string gradient, string x, string gradientTangent, string tangent) = (inputs[0], inputs[1], inputs[2], inputs[3]);
        (string slope, string bend) = (outputs[0] + "Slope", outputs[0] + "Bend");
        string value = $"out float {(outputs.Count > 2 ? outputs[3] : "_")}";
        yield return $"float {bend} = Activations.{activation}SecondDerivative<SimdScalar, float>({x}, out float {slope}, {value});";
        yield return $"float {outputs[1]} = SimdScalar.Multiply({gradient}, {slope});";
        yield return $"float {outputs[0]} = SimdScalar.MultiplyAdd(SimdScalar.Multiply({gradient}, {bend}), {tangent}, SimdScalar.Multiply({gradientTangent}, {slope}));";
        if (outputs.Count > 2)
        {
            yield return $"float {outputs[2]} = SimdScalar.Multiply({slope}, {tangent});";
        }
    }
}
