using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The same numbers under another shape. Planning lets both values lie in one place, and then there is nothing to do; where each has a
/// place that it cannot leave, the numbers are copied.
/// </summary>
internal sealed class ViewOp(Value input, Value output) : Op([input], [output])
{
    public override bool IsRecomputed => true;

    public override void Differentiate(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Inputs[0]);
        gradients.Append(new ViewOp(gradients.Gradient(Output)!, gradient));
        gradients.Accumulate(Inputs[0], gradient);
    }

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new ViewOp(inputs[0], outputs[0]);

    public override void Tangent(TangentBuilder tangents) => tangents.AddLinear(this);

    public override void EmitCpu(CpuContext cpu)
    {
        if (cpu.Ref(Inputs[0]) != cpu.Ref(Output))
        {
            new CopyOp(Inputs[0], Output).EmitCpu(cpu);
        }
    }

    public override void EmitGpu(GpuContext gpu)
    {
        if (gpu.View(Inputs[0]) != gpu.View(Output))
        {
            new CopyOp(Inputs[0], Output).EmitGpu(gpu);
        }
    }
}
