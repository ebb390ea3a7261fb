using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>The sum over the last dimension: output[r] = sum over f of input[r, f].</summary>
internal sealed class FeatureSumOp(Value input, Value output) : Op([input], [output])
{
    public override void Differentiate(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Inputs[0]);
        gradients.Append(new FeatureSumGradientOp(gradients.Gradient(Output)!, gradient));
        gradients.Accumulate(Inputs[0], gradient);
    }

    public override void Tangent(TangentBuilder tangents) => tangents.AddLinear(this);

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new FeatureSumOp(inputs[0], outputs[0]);

    public override void EmitCpu(CpuContext cpu)
    {
        int features = Inputs[0].Shape.Last;
        string kernel = cpu.Kernel($"FeatureSum|{features}", $"FeatureSum{Text.Name(features)}", Write);
        cpu.Call(kernel, cpu.Ref(Inputs[0]), cpu.Ref(Output), CpuContext.Rows(Output.Size));
    }

    /// <summary>A few lanes share a row, and one of them stores what all have added up.</summary>
    public override void EmitGpu(GpuContext gpu)
    {
        int features = Inputs[0].Shape.Last;
        string kernel = gpu.Kernel($"FeatureSum|{features}", $"FeatureSum{Text.Name(features)}", () =>
        {
            var row = new GpuRow(features);
            return new GpuKernel
            {
                Summary = Describe(),
                Views = ["input", "output"],
                Arguments = ["rows"],
                Numbers = ["rows"],
                Configuration = row.Configuration,
                Body = code =>
                {
                    row.WritePlaces(code);
                    code.Line("float sum = 0f;");
                    using (row.ChannelLoop(code))
                    {
                        code.Line("sum += input[start + channel];");
                    }

                    row.WriteSum(code, "sum", "sums");
                    using (code.Block("if (lane == 0 && row < rows)"))
                    {
                        code.Line("output[row] = sum;");
                    }
                },
            };
        });
        gpu.Call(kernel, gpu.View(Inputs[0]), gpu.View(Output), GpuContext.Times(Output.Size));
    }

    private string Describe() => $"output[r] = sum over the {Inputs[0].Shape.Last} features of input[r, f].";

    private void Write(CodeWriter code, string name)
    {
        int features = Inputs[0].Shape.Last;
        code.Summary(Describe());
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float input, ref float output, int rows)", CpuContext.Constraints))
        {
            code.Line($"const int Features = {features};");
            using (code.Block("for (int row = 0; row < rows; row++)"))
            {
                code.Lines("""
                    // Two chains of additions hide part of their latency.
                    TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero;
                    ref float value = ref Unsafe.Add(ref input, row * Features);
                    int feature = 0;
                    for (; feature <= Features - 2 * TSimd.Width; feature += 2 * TSimd.Width)
                    """);
                using (code.Block())
                {
                    code.Lines("""
                        sum0 = TSimd.Add(sum0, TSimd.Load(ref Unsafe.Add(ref value, feature)));
                        sum1 = TSimd.Add(sum1, TSimd.Load(ref Unsafe.Add(ref value, feature + TSimd.Width)));
                        """);
                }

                code.Line();
                using (code.Block("for (; feature < Features; feature += TSimd.Width)"))
                {
                    code.Line("sum0 = TSimd.Add(sum0, Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref value, feature), Features - feature));");
                }

                code.Line();
                code.Line("Unsafe.Add(ref output, row) = TSimd.Sum(TSimd.Add(sum0, sum1));");
            }
        }
    }
}
