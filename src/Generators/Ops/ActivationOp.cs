using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>The functions of <c>ActivationKind</c>, in the order of its members.</summary>
internal enum ActivationFunction
{
    Gelu,
    GeluTanh,
    Relu,
    SquaredRelu,
    None,
}

/// <summary>y = f(x), element by element. The backward pass keeps x and computes y again: it needs f'(x) anyway.</summary>
internal sealed class ActivationOp(ActivationFunction activation, Value input, Value output) : ElementwiseOp([input], [output])
{
    public ActivationFunction Activation { get; } = activation;

    public override string Function => Activation.ToString();

    public override bool IsRecomputed => true;

    public override void Differentiate(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Inputs[0]);
        gradients.Append(new ActivationGradientOp(Activation, gradients.Gradient(Output)!, gradients.Forward(Inputs[0]), gradient));
        gradients.Accumulate(Inputs[0], gradient);
    }

    /// <summary>f'(x) x' is the derivative in both directions.</summary>
    public override void Tangent(TangentBuilder tangents) => tangents.Append(new ActivationGradientOp(
        Activation, tangents.Tangent(Inputs[0])!, tangents.Again(Inputs[0]), tangents.NewTangent(Output)));

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ActivationOp(Activation, inputs[0], outputs[0]);

    public override string Kernel => "ActivationKernels.Value";

    public override string KernelType => Activation.ToString();

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = Activations.{Function}<SimdScalar, float>({inputs[0]});"];
}
