using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>y = f(x) + residual in one pass: an <see cref="ActivationOp"/> and the <see cref="AddOp"/> behind it, of which planning makes one.</summary>
internal sealed class ActivationSumOp(ActivationFunction activation, Value input, Value residual, Value sum) : ElementwiseOp([input, residual], [sum])
{
    public override string Function => $"{activation}Sum";

    public override string Kernel => "ActivationKernels.Sum";

    public override string KernelType => activation.ToString();

    public override IEnumerable<string> Statements(IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        [$"float {outputs[0]} = SimdScalar.Add(Activations.{activation}<SimdScalar, float>({inputs[0]}), {inputs[1]});"];
}
