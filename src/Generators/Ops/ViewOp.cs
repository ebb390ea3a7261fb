using SparseGen.Generators.Differentiation;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The same numbers under another shape. Planning lets both values lie in one place, and then there is nothing to do; where each has a
/// place that it cannot leave, the numbers are copied.
/// </summary>
internal sealed class ViewOp(Value input, Value output) : Op([input], [output]), IDifferentiable, ILinearizable, IRepeatable
{
    private Value Input => Inputs[0];

    public override bool IsRecomputed => true;

    public void Vjp(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Input);
        gradients.Append(new ViewOp(gradients.Gradient(Output)!, gradient));
        gradients.Accumulate(Input, gradient);
    }

    public Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ViewOp(inputs[0], outputs[0]);

    public void Jvp(TangentBuilder tangents) => tangents.AddLinear(this);

    public override void EmitCpu(CpuContext cpu)
    {
        if (cpu.Ref(Input) != cpu.Ref(Output))
        {
            new CopyOp(Input, Output).EmitCpu(cpu);
        }
    }

    public override void EmitGpu(GpuContext gpu)
    {
        if (gpu.View(Input) != gpu.View(Output))
        {
            new CopyOp(Input, Output).EmitGpu(gpu);
        }
    }
}
