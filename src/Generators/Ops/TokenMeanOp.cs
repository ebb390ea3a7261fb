using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>The mean over the tokens: output[c] = sum over s of input[s, c] / S.</summary>
internal sealed class TokenMeanOp(Value input, Value output) : Op([input], [output])
{
    public override void Differentiate(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Inputs[0]);
        gradients.Append(new TokenMeanGradientOp(gradients.Gradient(Output)!, gradient));
        gradients.Accumulate(Inputs[0], gradient);
    }

    public override void EmitCpu(CpuContext cpu)
    {
        Shape shape = Inputs[0].Shape;
        string kernel = cpu.Kernel($"TokenMean|{shape}", $"TokenMean{Text.Name(shape.Rows, shape.Last)}", Write);
        cpu.Call(kernel, cpu.Ref(Inputs[0]), cpu.Ref(Output), CpuContext.Samples);
    }

    private void Write(CodeWriter code, string name)
    {
        (int tokens, int channels) = (Inputs[0].Shape.Rows, Inputs[0].Shape.Last);
        code.Summary($"output[c] = mean over the {tokens} tokens of input[s, c], for {channels} channels.");
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float input, ref float output, int samples)", CpuContext.Constraints))
        {
            code.Line($"const int Channels = {channels};");
            using (code.Block("for (int sample = 0; sample < samples; sample++)"))
            using (code.Block("for (int channel = 0; channel < Channels; channel += TSimd.Width)"))
            {
                code.Lines($"""
                    ref float value = ref Unsafe.Add(ref input, sample * {tokens * channels} + channel);
                    TVector sum = TSimd.Zero;
                    """);
                using (code.Block($"for (int token = 0; token < {tokens}; token++)"))
                {
                    code.Lines("""
                        sum = TSimd.Add(sum, TSimd.Load(ref value));
                        value = ref Unsafe.Add(ref value, Channels);
                        """);
                }

                code.Line();
                code.Line($"Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, sample * Channels + channel), TSimd.Multiply(sum, TSimd.Broadcast(1f / {tokens})), Channels - channel);");
            }
        }
    }
}
