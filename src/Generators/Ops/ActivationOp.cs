using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>The functions of <c>ActivationKind</c>, in the order of its members.</summary>
internal enum ActivationFunction
{
    Gelu,
    GeluTanh,
    Relu,
    SquaredRelu,
    None,
    Silu,
    Sigmoid,
    Tanh,
    LeakyRelu,
    HardTanh,
    Softplus,

    /// <summary>No function of single elements: <see cref="SoftmaxOp"/>.</summary>
    Softmax,
}

/// <summary>y = f(x), element by element. The backward pass keeps x and computes y again: it needs f'(x) anyway.</summary>
internal sealed class ActivationOp(ActivationFunction activation, Value input, Value output)
    : ElementwiseOp([input], [output]), IResidualTarget, IDifferentiable, ILinearizable, IRepeatable, IDescribable
{
    public Value Input => Inputs[0];

    public ActivationFunction Activation { get; } = activation;

    public override string Function => Activation.ToString();

    public override bool IsRecomputed => true;

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new ActivationGradientOp(Activation, gradients.Gradient(Output)!, gradients.Forward(Input), gradient));
        gradients.Accumulate(Input, gradient);
    }

    /// <summary>f'(x) x' is the derivative in both directions.</summary>
    public void Jvp(TangentBuilder tangents) => tangents.Append(new ActivationGradientOp(
        Activation, tangents.Tangent(Input)!, tangents.Primal(Input), tangents.NewTangent(Output)));

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ActivationOp(Activation, inputs[0], outputs[0]);

    public Op FuseResidual(Value residual, Value sum) => new ActivationSumOp(Activation, Input, residual, sum);

    public void Describe(GraphText graph) => graph.Call("Activation", Output, $"ActivationKind.{Activation}", graph.Ref(Input));

    public override string Kernel => "ActivationKernels.Value";

    public override string KernelType => Activation.ToString();

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = Activations.{Function}<SimdScalar, float>({inputs[0]});"];
}
