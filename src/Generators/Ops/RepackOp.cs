using SparseGen.Generators.Emission;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Ops;

/// <summary>output = input, one of them packed and the other not: a transposition on the CPU, a copy on GPUs, which pack nothing.</summary>
internal sealed class RepackOp(Value input, Value output) : Op([input], [output])
{
    private Value Input => Inputs[0];

    public override void Emit(EmissionContext context) => context.Repack(Input, Output);
}
