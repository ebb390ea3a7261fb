using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>
/// y = (x - mean) / sqrt(variance + epsilon) * weight + bias over the last dimension (Ba et al. 2016, arXiv 1607.06450).
/// The backward pass keeps x only.
/// </summary>
internal sealed class LayerNormOp(float epsilon, Value input, Value weight, Value? bias, Value output)
    : Op(bias is null ? [input, weight] : [input, weight, bias], [output])
{
    public float Epsilon { get; } = epsilon;

    public bool HasBias => Inputs.Count > 2;

    public override bool IsRecomputed => true;

    public override void Differentiate(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Inputs[0]);
        gradients.Append(new LayerNormGradientOp(
            Epsilon,
            [gradients.Gradient(Output)!, gradients.Forward(Inputs[0]), .. Inputs.Skip(1)],
            [gradient, .. Inputs.Skip(1).Select(GradientBuilder.ParameterGradient)]));
        gradients.Accumulate(Inputs[0], gradient);
    }

    public override void Tangent(TangentBuilder tangents) => tangents.Append(new LayerNormTangentOp(
        Epsilon,
        [tangents.Again(Inputs[0]), Inputs[1], tangents.TangentOrZero(Inputs[0]), .. Inputs.Skip(1).Select(v => tangents.Tangent(v)!)],
        tangents.NewTangent(Output)));

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new LayerNormOp(Epsilon, inputs[0], inputs[1], inputs.Count > 2 ? inputs[2] : null, outputs[0]);

    public override void EmitCpu(CpuContext cpu)
    {
        int channels = Output.Shape.Last;
        string name = $"LayerNorm{Text.Name(channels)}{(HasBias ? "" : "WithoutBias")}";
        string kernel = cpu.Kernel($"LayerNorm|{channels}|{Text.Of(Epsilon)}|{HasBias}", name, Write);
        cpu.Call(kernel, [.. Inputs.Select(cpu.Ref), cpu.Ref(Output), CpuContext.Rows(Output.Shape.Rows)]);
    }

    public override void EmitGpu(GpuContext gpu)
    {
        int channels = Output.Shape.Last;
        string kernel = gpu.Kernel(
            $"LayerNorm|{channels}|{Text.Of(Epsilon)}|{HasBias}", $"LayerNorm{Text.Name(channels)}{(HasBias ? "" : "WithoutBias")}", () =>
            {
                var row = new GpuRow(channels);
                return new GpuKernel
                {
                    Summary = Describe(),
                    Views = HasBias ? ["input", "weight", "bias", "output"] : ["input", "weight", "output"],
                    Arguments = ["rows"],
                    Numbers = ["rows"],
                    Configuration = row.Configuration,
                    Body = code =>
                    {
                        row.WriteStatistics(code, Epsilon);
                        using (row.ChannelLoop(code))
                        {
                            string value = "(input[start + channel] - mean) * inverseDeviation * weight[channel]";
                            code.Line($"output[start + channel] = {value}{(HasBias ? " + bias[channel]" : "")};");
                        }
                    },
                };
            });
        gpu.Call(kernel, [.. Inputs.Select(gpu.View), gpu.View(Output), GpuContext.Times(Output.Shape.Rows)]);
    }

    private string Describe() =>
        $"output = (input - mean) / deviation * weight{(HasBias ? " + bias" : "")} for rows of {Output.Shape.Last} channels.";

    private void Write(CodeWriter code, string name)
    {
        int channels = Output.Shape.Last;
        code.Summary(Describe());
        string bias = HasBias ? "ref float bias, " : "";
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float input, ref float weight, {bias}ref float output, int rows)", CpuContext.Constraints))
        {
            code.Line($"const int Channels = {channels};");
            using (code.Block("for (int row = 0; row < rows; row++)"))
            {
                code.Lines($"""
                    ref float x = ref Unsafe.Add(ref input, row * Channels);
                    ref float y = ref Unsafe.Add(ref output, row * Channels);
                    RowStatistics.Compute<TSimd, TVector>(ref x, Channels, {Text.Of(Epsilon)}, out TVector mean, out TVector inverseDeviation);
                    """);
                using (code.Block("for (int channel = 0; channel < Channels; channel += TSimd.Width)"))
                {
                    code.Lines($"""
                        TVector normalised = TSimd.Multiply(TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref x, channel)), mean), inverseDeviation);
                        TVector scale = TSimd.Load(ref Unsafe.Add(ref weight, channel));
                        """);
                    string value = HasBias
                        ? "TSimd.MultiplyAdd(normalised, scale, TSimd.Load(ref Unsafe.Add(ref bias, channel)))"
                        : "TSimd.Multiply(normalised, scale)";
                    code.Line($"Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref y, channel), {value}, Channels - channel);");
                }
            }
        }
    }
}
