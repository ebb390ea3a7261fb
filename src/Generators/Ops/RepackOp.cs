using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>output = input, one of them packed and the other not: a transposition on the CPU, a copy on GPUs, which pack nothing.</summary>
internal sealed class RepackOp(Value input, Value output) : Op([input], [output])
{
    private Value Input => Inputs[0];

    public override void EmitCpu(CpuContext cpu)
    {
        int features = Output.Shape.Last;
        cpu.Call(
            Output.IsPacked ? "PackedValues.Pack" : "PackedValues.Unpack",
            cpu.Ref(Input), cpu.Ref(Output), Text.Of(features), CpuContext.Rows(Output.Size / features));
    }

    public override void EmitGpu(GpuContext gpu) => new CopyOp(Input, Output).EmitGpu(gpu);
}
