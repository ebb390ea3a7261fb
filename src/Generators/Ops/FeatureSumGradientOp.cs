using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>The derivative of the sum over the last dimension: every feature of a row gets the row's gradient.</summary>
internal sealed class FeatureSumGradientOp(Value outputGradient, Value inputGradient) : Op([outputGradient], [inputGradient])
{
    private int Features => Output.Shape.Last;

    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Second derivatives are not part of reverse mode.");

    public override void Tangent(TangentBuilder tangents) => tangents.AddLinear(this);

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new FeatureSumGradientOp(inputs[0], outputs[0]);

    public override void EmitCpu(CpuContext cpu)
    {
        string kernel = cpu.Kernel($"FeatureSumGradient|{Features}", $"FeatureSumGradient{Text.Name(Features)}", Write);
        cpu.Call(kernel, cpu.Ref(Inputs[0]), cpu.Ref(Output), CpuContext.Rows(Inputs[0].Size));
    }

    public override void EmitGpu(GpuContext gpu)
    {
        string kernel = gpu.Kernel($"FeatureSumGradient|{Features}", $"FeatureSumGradient{Text.Name(Features)}", () => new GpuKernel
        {
            Summary = Describe(),
            Views = ["outputGradient", "inputGradient"],
            Arguments = ["count"],
            Numbers = ["count"],
            Configuration = GpuKernel.Elementwise("count"),
            Body = code =>
            {
                using (GpuKernel.ElementLoop(code, "i", "count"))
                {
                    code.Line($"inputGradient[i] = outputGradient[i / {Features}];");
                }
            },
        });
        gpu.Call(kernel, gpu.View(Inputs[0]), gpu.View(Output), GpuContext.Times(Output.Size));
    }

    private string Describe() => $"inputGradient[r, f] = outputGradient[r], for rows of {Features} features.";

    private void Write(CodeWriter code, string name)
    {
        code.Summary(Describe());
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float outputGradient, ref float inputGradient, int rows)", CpuContext.Constraints))
        {
            code.Line($"const int Features = {Features};");
            using (code.Block("for (int row = 0; row < rows; row++)"))
            {
                code.Line("TVector gradient = TSimd.Broadcast(Unsafe.Add(ref outputGradient, row));");
                using (code.Block("for (int feature = 0; feature < Features; feature += TSimd.Width)"))
                {
                    code.Line("Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref inputGradient, row * Features + feature), gradient, Features - feature);");
                }
            }
        }
    }
}
