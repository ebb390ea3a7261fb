using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>The gradients of the factors of a diagonal: uGradient += 2 u s and vGradient -= 2 v s with s = sum over the rows of outputGradient input.</summary>
internal sealed class DiagonalGradientOp(Value outputGradient, Value input, Value u, Value v, Value uGradient, Value vGradient)
    : Op([outputGradient, input, u, v], [uGradient, vGradient])
{
    private int Features => Inputs[1].Shape.Last;

    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Second derivatives are not part of reverse mode.");

    /// <summary>Linear in outputGradient, input and the pair (u, v): a term each, added up where the gradients are.</summary>
    public override void Tangent(TangentBuilder tangents)
    {
        (Value gradient, Value x, Value u, Value v) = (tangents.Again(Inputs[0]), tangents.Again(Inputs[1]), Inputs[2], Inputs[3]);
        Value?[][] terms =
        [
            [tangents.Tangent(Inputs[0]), x, u, v],
            [gradient, tangents.Tangent(Inputs[1]), u, v],
            [gradient, x, tangents.Tangent(u), tangents.Tangent(v)],
        ];
        foreach (Value?[] term in terms.Where(static term => !term.Contains(null)))
        {
            tangents.Append(Clone([.. term.Select(static value => value!)], Outputs));
        }
    }

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new DiagonalGradientOp(inputs[0], inputs[1], inputs[2], inputs[3], outputs[0], outputs[1]);

    public override void EmitCpu(CpuContext cpu)
    {
        cpu.AddsToGradient(Inputs[1].Shape.Rows);
        cpu.CallLibrary("Diagonal.AddGradients", CpuContext.Vectors(), [.. Inputs.Concat(Outputs).Select(cpu.Ref), CpuContext.Rows(Inputs[1].Shape.Rows), Text.Of(Features)]);
    }

    public override void EmitGpu(GpuContext gpu)
    {
        gpu.LeavesPartials(2L * Features);
        gpu.Call("GpuDiagonal.AddGradients", [.. Inputs.Concat(Outputs).Select(gpu.View), GpuContext.Times(Inputs[1].Shape.Rows), Text.Of(Features)]);
    }
}
