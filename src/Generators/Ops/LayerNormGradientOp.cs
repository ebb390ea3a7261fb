using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The derivative of layer norm. With n = (x - mean) / deviation and g = dy weight:
/// dx = (g - mean(g) - n mean(g n)) / deviation, d weight += dy n, d bias += dy.
/// It can deliver y again and add a residual's gradient to dx, since both are at hand.
/// </summary>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="inputs">dy, x, weight and bias, if there is one.</param>
/// <param name="outputs">dx, the gradients of the parameters (or none of them, where dx alone is wanted) and, on request, y.</param>
internal sealed class LayerNormGradientOp(float epsilon, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    : Op(inputs, outputs), IResidualTarget
{
    private readonly int _parameters = inputs.Count - 2;
    private readonly int _gradients = outputs.Count(static v => v.Kind == ValueKind.ParameterGradient);

    private Value OutputGradient => Inputs[0];

    private Value Input => Inputs[1];

    private bool HasBias => _parameters > 1;

    private Value? Residual => Inputs.Count > 2 + _parameters ? Inputs[2 + _parameters] : null;

    private bool HasGradients => _gradients > 0;

    private Value? Again => Outputs.Count > 1 + _gradients ? Outputs[1 + _gradients] : null;

    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Second derivatives are not part of reverse mode.");

    /// <summary>The gradient and what it delivers besides move apart; dx itself is computed again without the gradients of the parameters.</summary>
    public override void Tangent(TangentBuilder tangents)
    {
        Value input = tangents.Again(Input), tangent = tangents.TangentOrZero(Input);
        Value[] directions = [.. Inputs.Skip(2).Take(_parameters).Select(v => tangents.Tangent(v)!)];
        tangents.Append(new LayerNormGradientTangentOp(
            epsilon,
            [tangents.Again(OutputGradient), input, Inputs[2], tangents.TangentOrZero(OutputGradient), tangent, directions[0]],
            [tangents.NewTangent(Output), .. Outputs.Skip(1).Take(_gradients)]));
        if (Again is not null)
        {
            tangents.Append(new LayerNormTangentOp(epsilon, [input, Inputs[2], tangent, .. directions], tangents.NewTangent(Again)));
        }
    }

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new LayerNormGradientOp(epsilon, inputs, outputs);

    public override bool CanAbsorb(Op clone) =>
        clone is LayerNormOp forward && forward.Inputs[0] == Input && forward.Inputs[1] == Inputs[2] && forward.Epsilon == epsilon && Again is null;

    /// <summary>The backward pass is planned once, so that the op itself can change.</summary>
    public Op? FuseResidual(Value residual, Value sum)
    {
        if (Residual is not null)
        {
            return null;
        }

        AddResidual(residual, sum);
        return this;
    }

    public override void EmitCpu(CpuContext cpu)
    {
        int channels = Input.Shape.Last;
        string kernel = cpu.Kernel(
            $"LayerNormGradient|{channels}|{Text.Of(epsilon)}|{Features}", $"LayerNormGradient{Text.Name(channels)}{Features}", Write);
        cpu.Call(kernel, [
            .. Inputs.Concat(Outputs).Select(cpu.Ref),
            .. HasGradients ? [BlockedRows.Room(cpu, Input.Shape, HasBias)] : Array.Empty<string>(),
            CpuContext.Rows(Input.Shape.Rows),
        ]);
    }

    /// <summary>Rows first, which leave mean and deviation for the second kernel, then columns for the parameters.</summary>
    public override void EmitGpu(GpuContext gpu)
    {
        int channels = Input.Shape.Last;
        string rows = GpuContext.Times(Input.Shape.Rows);
        string statistics = gpu.Workspace(2L * Input.Shape.Rows);
        string forRows = gpu.Kernel(
            $"LayerNormGradient|{channels}|{Text.Of(epsilon)}|{Features}", $"LayerNormGradient{Text.Name(channels)}{Features}", CreateForRows);
        gpu.Call(forRows, [.. Inputs.Append(Outputs[0]).Select(gpu.View), .. Again is null ? Array.Empty<string>() : [gpu.View(Again)], statistics, rows]);
        if (!HasGradients)
        {
            return;
        }

        string forColumns = gpu.Kernel(
            $"LayerNormParameterGradients|{channels}|{HasBias}",
            $"LayerNormParameterGradients{Text.Name(channels)}{(HasBias ? "" : "WithoutBias")}",
            CreateForColumns);
        gpu.Call(forColumns, [gpu.View(OutputGradient), gpu.View(Input), statistics, .. Outputs.Skip(1).Take(_parameters).Select(gpu.View), rows]);
    }

    private GpuKernel CreateForRows()
    {
        int channels = Input.Shape.Last;
        var row = new GpuRow(channels);
        return new GpuKernel
        {
            Summary = Describe(),
            Views =
            [
                "outputGradient", "input", "weight",
                .. HasBias ? ["bias"] : Array.Empty<string>(),
                .. Residual is null ? Array.Empty<string>() : ["residual"],
                "inputGradient",
                .. Again is null ? Array.Empty<string>() : ["output"],
                "statistics",
            ],
            Arguments = ["rows"],
            Numbers = ["rows"],
            Configuration = row.Configuration,
            Body = code =>
            {
                row.WriteStatistics(code, epsilon);
                code.Line("float scaledSum = 0f, product = 0f;");
                using (row.ChannelLoop(code))
                {
                    code.Lines("""
                        float scaled = outputGradient[start + channel] * weight[channel];
                        scaledSum += scaled;
                        product += scaled * (input[start + channel] - mean) * inverseDeviation;
                        """);
                }

                row.WriteSum(code, "scaledSum", "sums");
                row.WriteSum(code, "product", "squares");
                using (row.ChannelLoop(code))
                {
                    code.Lines($"""
                        float normalised = (input[start + channel] - mean) * inverseDeviation;
                        float scaled = outputGradient[start + channel] * weight[channel];
                        float gradient = inverseDeviation * (scaled - (scaledSum + normalised * product) * (1f / {channels}));
                        inputGradient[start + channel] = gradient{(Residual is null ? "" : " + residual[start + channel]")};
                        """);
                    if (Again is not null)
                    {
                        code.Line($"output[start + channel] = normalised * weight[channel]{(HasBias ? " + bias[channel]" : "")};");
                    }
                }

                using (code.Block("if (lane == 0 && row < rows)"))
                {
                    code.Line("statistics[2 * row] = mean;");
                    code.Line("statistics[2 * row + 1] = inverseDeviation;");
                }
            },
        };
    }

    private GpuKernel CreateForColumns()
    {
        int channels = Input.Shape.Last;
        return new GpuColumns
        {
            Summary = $"Gradients of the parameters of layer norm for rows of {channels} channels, given mean and 1 / deviation of each row.",
            Views = ["outputGradient", "input", "statistics"],
            Column = "channel",
            Count = channels,
            Start = [$"float weight = 0f{(HasBias ? ", bias = 0f" : "")};"],
            Row =
            [
                $"float gradient = outputGradient[row * {channels} + channel];",
                $"weight += gradient * (input[row * {channels} + channel] - statistics[2 * row]) * statistics[2 * row + 1];",
                .. HasBias ? ["bias += gradient;"] : Array.Empty<string>(),
            ],
            Gradients = HasBias ? [("weightGradient", "weight"), ("biasGradient", "bias")] : [("weightGradient", "weight")],
        }.Create();
    }

    private string Features => (HasBias ? "" : "WithoutBias") + (HasGradients ? "" : "OfInput") + (Again is null ? "" : "AndValue") + (Residual is null ? "" : "PlusResidual");

    private string Describe() =>
        $"Derivative of layer norm for rows of {Input.Shape.Last} channels"
        + (Residual is null ? "" : ", with the gradient that passes by on the residual")
        + (Again is null ? "." : "; also computes the layer norm again.");

    private void Write(CodeWriter code, string name)
    {
        string[] parameters =
        [
            "ref float outputGradient", "ref float input", "ref float weight",
            .. HasBias ? ["ref float bias"] : Array.Empty<string>(),
            .. Residual is null ? Array.Empty<string>() : ["ref float residual"],
            "ref float inputGradient",
            .. HasGradients ? ["ref float weightGradient"] : Array.Empty<string>(),
            .. HasGradients && HasBias ? ["ref float biasGradient"] : Array.Empty<string>(),
            .. Again is null ? Array.Empty<string>() : ["ref float output"],
            .. HasGradients ? ["ref float room"] : Array.Empty<string>(),
            "int rows",
        ];
        int channels = Input.Shape.Last;
        code.Summary(Describe());
        using (code.Block($"private static void {name}<TSimd, TVector>({string.Join(", ", parameters)})", CpuContext.Constraints))
        {
            code.Line($"const int Channels = {channels};");
            if (HasGradients)
            {
                BlockedRows.Write(code, channels, HasBias, WriteRow);
                return;
            }

            using (code.Block("for (int row = 0; row < rows; row++)"))
            {
                WriteRow(code);
            }
        }
    }

    private void WriteRow(CodeWriter code)
    {
        code.Lines($"""
            ref float x = ref Unsafe.Add(ref input, row * Channels);
            ref float dy = ref Unsafe.Add(ref outputGradient, row * Channels);
            RowStatistics.Compute<TSimd, TVector>(ref x, Channels, {Text.Of(epsilon)}, out TVector mean, out TVector inverseDeviation);
            TVector sum = TSimd.Zero, product = TSimd.Zero;
            """);
        using (code.Block("for (int channel = 0; channel < Channels; channel += TSimd.Width)"))
        {
            code.Lines($"""
                int lanes = Channels - channel;
                TVector normalised = TSimd.Multiply(TSimd.Subtract(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref x, channel), lanes), mean), inverseDeviation);
                TVector gradient = Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref dy, channel), lanes);
                TVector scaled = TSimd.Multiply(gradient, Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref weight, channel), lanes));
                sum = TSimd.Add(sum, scaled);
                product = TSimd.MultiplyAdd(scaled, normalised, product);
                """);
            if (HasGradients)
            {
                code.Lines($"""
                    ref float dw = ref Unsafe.Add(ref {BlockedRows.WeightSums}, channel);
                    Lanes.Store<TSimd, TVector>(ref dw, TSimd.MultiplyAdd(gradient, normalised, TSimd.Load(ref dw)), lanes);
                    """);
            }

            if (HasGradients && HasBias)
            {
                code.Lines($"""
                    ref float db = ref Unsafe.Add(ref {BlockedRows.BiasSums}, channel);
                    Lanes.Store<TSimd, TVector>(ref db, TSimd.Add(TSimd.Load(ref db), gradient), lanes);
                    """);
            }
        }

        code.Lines($"""

            TVector meanScaled = TSimd.Broadcast(TSimd.Sum(sum) / Channels);
            TVector meanProduct = TSimd.Broadcast(TSimd.Sum(product) / Channels);
            """);
        using (code.Block("for (int channel = 0; channel < Channels; channel += TSimd.Width)"))
        {
            code.Lines($"""
                int at = row * Channels + channel;
                TVector normalised = TSimd.Multiply(TSimd.Subtract(TSimd.Load(ref Unsafe.Add(ref x, channel)), mean), inverseDeviation);
                TVector scale = TSimd.Load(ref Unsafe.Add(ref weight, channel));
                TVector scaled = TSimd.Multiply(TSimd.Load(ref Unsafe.Add(ref dy, channel)), scale);
                TVector dx = TSimd.Multiply(inverseDeviation, TSimd.MultiplySubtractFrom(normalised, meanProduct, TSimd.Subtract(scaled, meanScaled)));
                """);
            if (Residual is not null)
            {
                code.Line("dx = TSimd.Add(dx, TSimd.Load(ref Unsafe.Add(ref residual, at)));");
            }

            if (Again is not null)
            {
                string value = HasBias
                    ? "TSimd.MultiplyAdd(normalised, scale, TSimd.Load(ref Unsafe.Add(ref bias, channel)))"
                    : "TSimd.Multiply(normalised, scale)";
                code.Line($"Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, at), {value}, Channels - channel);");
            }

            code.Line("Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref inputGradient, at), dx, Channels - channel);");
        }
    }
}
