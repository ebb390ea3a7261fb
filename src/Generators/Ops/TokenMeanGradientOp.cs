using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>The derivative of the mean over the tokens: each token gets 1/S of the gradient.</summary>
internal sealed class TokenMeanGradientOp(Value outputGradient, Value inputGradient) : Op([outputGradient], [inputGradient])
{
    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Second derivatives are not part of reverse mode.");

    public override void Tangent(TangentBuilder tangents) => tangents.AddLinear(this);

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new TokenMeanGradientOp(inputs[0], outputs[0]);

    public override void EmitCpu(CpuContext cpu)
    {
        Shape shape = Output.Shape;
        string kernel = cpu.Kernel($"TokenMeanGradient|{shape}", $"TokenMeanGradient{Text.Name(shape.Rows, shape.Last)}", Write);
        cpu.Call(kernel, cpu.Ref(Inputs[0]), cpu.Ref(Output), CpuContext.Samples);
    }

    public override void EmitGpu(GpuContext gpu)
    {
        (int tokens, int channels) = (Output.Shape.Rows, Output.Shape.Last);
        string kernel = gpu.Kernel($"TokenMeanGradient|{Output.Shape}", $"TokenMeanGradient{Text.Name(tokens, channels)}", () => new GpuKernel
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
                    code.Line($"inputGradient[i] = outputGradient[i / {tokens * channels} * {channels} + i % {channels}] * (1f / {tokens});");
                }
            },
        });
        gpu.Call(kernel, gpu.View(Inputs[0]), gpu.View(Output), GpuContext.Times(Output.Size));
    }

    private string Describe() => $"inputGradient[s, c] = outputGradient[c] / {Output.Shape.Rows}, for {Output.Shape.Last} channels.";

    private void Write(CodeWriter code, string name)
    {
        (int tokens, int channels) = (Output.Shape.Rows, Output.Shape.Last);
        code.Summary(Describe());
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float outputGradient, ref float inputGradient, int samples)", CpuContext.Constraints))
        {
            code.Line($"const int Channels = {channels};");
            using (code.Block("for (int sample = 0; sample < samples; sample++)"))
            using (code.Block("for (int channel = 0; channel < Channels; channel += TSimd.Width)"))
            {
                code.Lines($"""
                    TVector share = TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref outputGradient, sample * Channels + channel)), TSimd.Broadcast(1f / {tokens}));
                    ref float target = ref Unsafe.Add(ref inputGradient, sample * {tokens * channels} + channel);
                    """);
                using (code.Block($"for (int token = 0; token < {tokens}; token++)"))
                {
                    code.Lines("""
                        Lanes.Store<TSimd, TVector>(ref target, share, Channels - channel);
                        target = ref Unsafe.Add(ref target, Channels);
                        """);
                }
            }
        }
    }
}
