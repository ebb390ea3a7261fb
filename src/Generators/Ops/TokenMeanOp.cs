using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Planning;
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

    public override void Tangent(TangentBuilder tangents) => tangents.AddLinear(this);

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new TokenMeanOp(inputs[0], outputs[0]);

    public override void EmitCpu(CpuContext cpu)
    {
        Shape shape = Inputs[0].Shape;
        string kernel = cpu.Kernel($"TokenMean|{shape}", $"TokenMean{Text.Name(shape.Rows, shape.Last)}", Write);
        cpu.Call(kernel, cpu.Ref(Inputs[0]), cpu.Ref(Output), CpuContext.Samples);
    }

    public override void EmitGpu(GpuContext gpu)
    {
        (int tokens, int channels) = (Inputs[0].Shape.Rows, Inputs[0].Shape.Last);
        string kernel = gpu.Kernel($"TokenMean|{Inputs[0].Shape}", $"TokenMean{Text.Name(tokens, channels)}", () => new GpuKernel
        {
            Summary = Describe(),
            Views = ["input", "output"],
            Arguments = ["count"],
            Numbers = ["count"],
            Configuration = GpuKernel.Elementwise("count"),
            Body = code =>
            {
                using (GpuKernel.ElementLoop(code, "i", "count"))
                {
                    code.Lines($"""
                        int start = i / {channels} * {tokens * channels} + i % {channels};
                        float sum = 0f;
                        """);
                    using (tokens > SumBlock.Terms ? code.Block($"for (int first = 0; first < {tokens}; first += {SumBlock.Terms})") : null)
                    {
                        bool hasBlocks = tokens > SumBlock.Terms;
                        string part = hasBlocks ? "part" : "sum";
                        if (hasBlocks)
                        {
                            code.Line($"int last = IntrinsicMath.Min(first + {SumBlock.Terms}, {tokens});");
                            code.Line("float part = 0f;");
                        }

                        using (code.Block(hasBlocks ? "for (int token = first; token < last; token++)" : $"for (int token = 0; token < {tokens}; token++)"))
                        {
                            code.Line($"{part} += input[start + token * {channels}];");
                        }

                        if (hasBlocks)
                        {
                            code.Line("sum += part;");
                        }
                    }

                    code.Line($"output[i] = sum * (1f / {tokens});");
                }
            },
        });
        gpu.Call(kernel, gpu.View(Inputs[0]), gpu.View(Output), GpuContext.Times(channels));
    }

    private string Describe() =>
        $"output[c] = mean over the {Inputs[0].Shape.Rows} tokens of input[s, c], for {Inputs[0].Shape.Last} channels.";

    private static void WriteTokens(CodeWriter code, string sum, string first, string end)
    {
        code.Line($"TVector {sum} = TSimd.Zero;");
        using (code.Block($"for (int token = {first}; token < {end}; token++)"))
        {
            code.Lines($"""
                {sum} = TSimd.Add({sum}, TSimd.Load(ref value));
                value = ref Unsafe.Add(ref value, Channels);
                """);
        }
    }

    private void Write(CodeWriter code, string name)
    {
        (int tokens, int channels) = (Inputs[0].Shape.Rows, Inputs[0].Shape.Last);
        code.Summary(Describe());
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float input, ref float output, int samples)", CpuContext.Constraints))
        {
            code.Line($"const int Channels = {channels};");
            using (code.Block("for (int sample = 0; sample < samples; sample++)"))
            using (code.Block("for (int channel = 0; channel < Channels; channel += TSimd.Width)"))
            {
                code.Line($"ref float value = ref Unsafe.Add(ref input, sample * {tokens * channels} + channel);");
                if (tokens > SumBlock.Terms)
                {
                    code.Line("TVector sum = TSimd.Zero;");
                    using (code.Block($"for (int first = 0; first < {tokens}; first += {SumBlock.Terms})"))
                    {
                        code.Line($"int last = Math.Min(first + {SumBlock.Terms}, {tokens});");
                        WriteTokens(code, "part", "first", "last");
                        code.Line("sum = TSimd.Add(sum, part);");
                    }
                }
                else
                {
                    WriteTokens(code, "sum", "0", Text.Of(tokens));
                }

                code.Line();
                code.Line($"Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, sample * Channels + channel), TSimd.Multiply(sum, TSimd.Broadcast(1f / {tokens})), Channels - channel);");
            }
        }
    }
}
