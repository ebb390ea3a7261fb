using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>output = input, one of them packed and the other not: a transposition on the CPU, a copy on GPUs, which pack nothing.</summary>
internal sealed class RepackOp(Value input, Value output) : Op([input], [output])
{
    public override void Differentiate(GradientBuilder gradients) =>
        throw new InvalidOperationException("Layouts are chosen after differentiation.");

    public override void Tangent(TangentBuilder tangents) => throw new InvalidOperationException("Layouts are chosen after differentiation.");

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        throw new InvalidOperationException("What is computed again is so before layouts are chosen.");

    public override void EmitCpu(CpuContext cpu)
    {
        int features = Output.Shape.Last;
        cpu.Call(
            Output.IsPacked ? "PackedValues.Pack" : "PackedValues.Unpack",
            cpu.Ref(Inputs[0]), cpu.Ref(Output), Text.Of(features), CpuContext.Rows(Output.Size / features));
    }

    public override void EmitGpu(GpuContext gpu) => new CopyOp(Inputs[0], Output).EmitGpu(gpu);
}
