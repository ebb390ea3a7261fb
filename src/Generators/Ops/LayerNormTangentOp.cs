using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The tangent of layer norm, y = n weight + bias with n = (x - mean) / deviation: y' = n' weight + n weight' + bias', where
/// n' = (x' - mean(x') - n mean(n x')) / deviation.
/// </summary>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="inputs">x, weight, x', weight' and bias', if there is one.</param>
/// <param name="output">y'.</param>
internal sealed class LayerNormTangentOp(float epsilon, IReadOnlyList<Value> inputs, Value output) : Op(inputs, [output])
{
    private int Channels => Output.Shape.Last;

    private bool HasBias => Inputs.Count > 4;

    private string Key => $"LayerNormTangent|{Channels}|{Text.Of(epsilon)}|{HasBias}";

    private string Name => $"LayerNormTangent{Text.Name(Channels)}{(HasBias ? "" : "WithoutBias")}";

    private string[] Operands => ["input", "weight", "tangent", "weightTangent", .. HasBias ? ["biasTangent"] : Array.Empty<string>(), "output"];

    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Tangents are taken of gradients, not the other way round.");

    public override void Tangent(TangentBuilder tangents) =>
        throw new NotSupportedException("Third derivatives are not part of the program.");

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new LayerNormTangentOp(epsilon, inputs, outputs[0]);

    public override void EmitCpu(CpuContext cpu)
    {
        string kernel = cpu.Kernel(Key, Name, Write);
        cpu.Call(kernel, [.. Inputs.Append(Output).Select(cpu.Ref), CpuContext.Rows(Output.Shape.Rows)]);
    }

    public override void EmitGpu(GpuContext gpu)
    {
        string kernel = gpu.Kernel(Key, Name, () =>
        {
            var row = new GpuRow(Channels);
            return new GpuKernel
            {
                Summary = Describe(),
                Views = Operands,
                Arguments = ["rows"],
                Numbers = ["rows"],
                Configuration = row.Configuration,
                Body = code => WriteGpu(code, row),
            };
        });
        gpu.Call(kernel, [.. Inputs.Append(Output).Select(gpu.View), GpuContext.Times(Output.Shape.Rows)]);
    }

    private string Describe() => $"Tangent of layer norm for rows of {Channels} channels.";

    private void WriteGpu(CodeWriter code, GpuRow row)
    {
        row.WriteStatistics(code, epsilon);
        code.Line("float tangentSum = 0f, product = 0f;");
        using (row.ChannelLoop(code))
        {
            code.Lines("""
                float moving = tangent[start + channel];
                tangentSum += moving;
                product += moving * (input[start + channel] - mean) * inverseDeviation;
                """);
        }

        row.WriteSum(code, "tangentSum", "sums");
        row.WriteSum(code, "product", "squares");
        using (row.ChannelLoop(code))
        {
            code.Lines($"""
                float normalised = (input[start + channel] - mean) * inverseDeviation;
                float turned = inverseDeviation * (tangent[start + channel] - (tangentSum + normalised * product) * (1f / {Channels}));
                output[start + channel] = turned * weight[channel] + normalised * weightTangent[channel]{(HasBias ? " + biasTangent[channel]" : "")};
                """);
        }
    }

    private void Write(CodeWriter code, string name)
    {
        code.Summary(Describe());
        string parameters = string.Join(", ", Operands.Select(static o => "ref float " + o));
        using (code.Block($"private static void {name}<TSimd, TVector>({parameters}, int rows)", CpuContext.Constraints))
        {
            code.Line($"const int Channels = {Channels};");
            using (code.Block("for (int row = 0; row < rows; row++)"))
            {
                code.Lines($"""
                    ref float x = ref Unsafe.Add(ref input, row * Channels);
                    ref float dx = ref Unsafe.Add(ref tangent, row * Channels);
                    RowStatistics.Compute<TSimd, TVector>(ref x, Channels, {Text.Of(epsilon)}, out TVector mean, out TVector inverseDeviation);
                    RowStatistics.ComputeTangent<TSimd, TVector>(ref x, ref dx, Channels, mean, inverseDeviation, out TVector meanTangent, out TVector meanProduct);
                    """);
                using (code.Block("for (int channel = 0; channel < Channels; channel += TSimd.Width)"))
                {
                    code.Lines($"""
                        TVector normalised = TSimd.Multiply(TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref x, channel)), mean), inverseDeviation);
                        TVector turned = TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref dx, channel)), meanTangent);
                        turned = TSimd.Multiply(inverseDeviation, TSimd.MultiplySubtractFrom(normalised, meanProduct, turned));
                        TVector moving = TSimd.Multiply(normalised, TSimd.Load(ref Unsafe.Add(ref weightTangent, channel)));
                        moving = TSimd.MultiplyAdd(turned, TSimd.Load(ref Unsafe.Add(ref weight, channel)), moving);
                        """);
                    if (HasBias)
                    {
                        code.Line("moving = TSimd.Add(moving, TSimd.Load(ref Unsafe.Add(ref biasTangent, channel)));");
                    }

                    code.Line("Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, row * Channels + channel), moving, Channels - channel);");
                }
            }
        }
    }
}
