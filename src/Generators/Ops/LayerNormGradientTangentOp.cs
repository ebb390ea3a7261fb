using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The tangent of layer norm's derivative. With r = 1 / deviation, n = r (x - mean) and g = dy weight, the derivative is
/// dx = r (g - a - n c) with a = mean(g) and c = mean(g n). Then, with q = mean(n x'),
/// n' = r (x' - mean(x') - n q), r' = -r^2 q, g' = dy' weight + dy weight', c' = mean(g' n + g n') and
/// dx' = r (g' - mean(g') - n' c - n c') - r q dx;
/// the tangents of the parameters' gradients are d weight' += dy' n + dy n' and d bias' += dy'.
/// </summary>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="inputs">dy, x, weight, dy', x' and weight'. A residual that is added to dx' comes behind them.</param>
/// <param name="outputs">dx', then the gradients of weight and, if there is one, bias.</param>
internal sealed class LayerNormGradientTangentOp(float epsilon, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    : Op(inputs, outputs), IResidualTarget
{
    private const int Operands = 6;

    /// <summary>Floats that the first kernel of a GPU leaves for the second, a row: mean, r, mean(x') and q.</summary>
    private const int Statistics = 4;

    private static readonly string[] Sums = ["scaledSum", "product", "tangentSum", "turn"];

    private int Channels => Output.Shape.Last;

    private bool HasBias => Outputs.Count > 2;

    private bool HasResidual => Inputs.Count > Operands;

    private string Key => $"LayerNormGradientTangent|{Channels}|{Text.Of(epsilon)}|{HasBias}|{HasResidual}";

    private string Name =>
        $"LayerNormGradientTangent{Text.Name(Channels)}{(HasBias ? "" : "WithoutBias")}{(HasResidual ? "PlusResidual" : "")}";

    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Third derivatives are not part of the program.");

    public override void Tangent(TangentBuilder tangents) =>
        throw new NotSupportedException("Third derivatives are not part of the program.");

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new LayerNormGradientTangentOp(epsilon, inputs, outputs);

    /// <summary>The pass is planned once, so that the op itself can change.</summary>
    public Op? FuseResidual(Value residual, Value sum)
    {
        if (HasResidual)
        {
            return null;
        }

        AddResidual(residual, sum);
        return this;
    }

    public override void EmitCpu(CpuContext cpu)
    {
        string kernel = cpu.Kernel(Key, Name, Write);
        cpu.Call(kernel, [.. Inputs.Concat(Outputs).Select(cpu.Ref), BlockedRows.Room(cpu, Output.Shape, HasBias), CpuContext.Rows(Output.Shape.Rows)]);
    }

    /// <summary>Rows first, which leave their means for the second kernel, then columns for the parameters.</summary>
    public override void EmitGpu(GpuContext gpu)
    {
        string rows = GpuContext.Times(Output.Shape.Rows);
        string statistics = gpu.Workspace((long)Statistics * Output.Shape.Rows);
        string forRows = gpu.Kernel($"{Key}|Rows", Name, CreateForRows);
        string bias = HasBias ? "" : "WithoutBias";
        string forColumns = gpu.Kernel(
            $"LayerNormParameterGradientsTangent|{Channels}|{HasBias}", $"LayerNormParameterGradientsTangent{Text.Name(Channels)}{bias}", CreateForColumns);
        gpu.Call(forRows, [.. Inputs.Append(Output).Select(gpu.View), statistics, rows]);
        gpu.Call(forColumns, [gpu.View(Inputs[0]), gpu.View(Inputs[1]), gpu.View(Inputs[3]), gpu.View(Inputs[4]), statistics, .. Outputs.Skip(1).Select(gpu.View), rows]);
    }

    private string Describe() => $"Tangent of the derivative of layer norm for rows of {Channels} channels{(HasResidual ? ", with the tangent that passes by on the residual" : "")}.";

    private GpuKernel CreateForRows()
    {
        var row = new GpuRow(Channels);
        return new GpuKernel
        {
            Summary = Describe(),
            Views =
            [
                "outputGradient", "input", "weight", "gradientTangent", "tangent", "weightTangent",
                .. HasResidual ? ["residual"] : Array.Empty<string>(),
                "output", "statistics",
            ],
            Arguments = ["rows"],
            Numbers = ["rows"],
            Configuration = row.Configuration,
            Body = code => WriteRow(code, row),
        };
    }

    private void WriteRow(CodeWriter code, GpuRow row)
    {
        row.WriteStatistics(code, epsilon);
        foreach (string sum in Sums.Append("scaledTangentSum").Append("productTangent"))
        {
            code.Line($"ArrayView<float> {sum}s = SharedMemory.Allocate<float>({GpuKernel.Threads});");
        }

        code.Line("float scaledSum = 0f, product = 0f, tangentSum = 0f, turn = 0f;");
        using (row.ChannelLoop(code))
        {
            code.Lines("""
                float normalised = (input[start + channel] - mean) * inverseDeviation;
                float scaled = outputGradient[start + channel] * weight[channel];
                scaledSum += scaled;
                product += scaled * normalised;
                tangentSum += tangent[start + channel];
                turn += tangent[start + channel] * normalised;
                """);
        }

        foreach (string sum in Sums)
        {
            row.WriteSum(code, sum, sum + "s");
            code.Line($"{sum} *= 1f / {Channels};");
        }

        code.Line("float scaledTangentSum = 0f, productTangent = 0f;");
        using (row.ChannelLoop(code))
        {
            WriteTurned(code);
            code.Lines("""
                scaledTangentSum += scaledTangent;
                productTangent += scaledTangent * normalised + scaled * turned;
                """);
        }

        foreach (string sum in new[] { "scaledTangentSum", "productTangent" })
        {
            row.WriteSum(code, sum, sum + "s");
            code.Line($"{sum} *= 1f / {Channels};");
        }

        using (row.ChannelLoop(code))
        {
            WriteTurned(code);
            code.Lines($"""
                float gradient = inverseDeviation * (scaled - scaledSum - normalised * product);
                float moving = scaledTangent - scaledTangentSum - turned * product - normalised * productTangent;
                output[start + channel] = inverseDeviation * (moving - turn * gradient){(HasResidual ? " + residual[start + channel]" : "")};
                """);
        }

        using (code.Block("if (lane == 0 && row < rows)"))
        {
            string[] kept = ["mean", "inverseDeviation", "tangentSum", "turn"];
            for (int i = 0; i < Statistics; i++)
            {
                code.Line($"statistics[{Statistics} * row + {i}] = {kept[i]};");
            }
        }
    }

    /// <summary>n, n', g and g' of one element, in a kernel for GPUs.</summary>
    private static void WriteTurned(CodeWriter code) => code.Lines("""
        float normalised = (input[start + channel] - mean) * inverseDeviation;
        float turned = inverseDeviation * (tangent[start + channel] - tangentSum - normalised * turn);
        float scaled = outputGradient[start + channel] * weight[channel];
        float scaledTangent = gradientTangent[start + channel] * weight[channel] + outputGradient[start + channel] * weightTangent[channel];
        """);

    private GpuKernel CreateForColumns() => new GpuColumns
    {
        Summary = $"Tangents of the gradients of layer norm's parameters for rows of {Channels} channels, given the means of each row.",
        Views = ["outputGradient", "input", "gradientTangent", "tangent", "statistics"],
        Column = "channel",
        Count = Channels,
        Start = ["float weight = 0f, bias = 0f;"],
        Row =
        [
            $"int at = row * {Channels} + channel;",
            $"int means = row * {Statistics};",
            "float normalised = (input[at] - statistics[means]) * statistics[means + 1];",
            "float turned = statistics[means + 1] * (tangent[at] - statistics[means + 2] - normalised * statistics[means + 3]);",
            "weight += gradientTangent[at] * normalised + outputGradient[at] * turned;",
            "bias += gradientTangent[at];",
        ],
        Gradients = HasBias ? [("weightGradient", "weight"), ("biasGradient", "bias")] : [("weightGradient", "weight")],
    }.Create();

    private void Write(CodeWriter code, string name)
    {
        string[] parameters =
        [
            "outputGradient", "input", "weight", "gradientTangent", "tangent", "weightTangent",
            .. HasResidual ? ["residual"] : Array.Empty<string>(),
            "output", "weightGradient",
            .. HasBias ? ["biasGradient"] : Array.Empty<string>(),
        ];
        code.Summary(Describe());
        string signature = $"private static void {name}<TSimd, TVector>({string.Join(", ", parameters.Append("room").Select(static p => "ref float " + p))}, int rows)";
        using (code.Block(signature, CpuContext.Constraints))
        {
            code.Line($"const int Channels = {Channels};");
            BlockedRows.Write(code, Channels, HasBias, WriteRow);
        }
    }

    private void WriteRow(CodeWriter code)
    {
        WriteMeans(code);
        using (code.Block("for (int channel = 0; channel < Channels; channel += TSimd.Width)"))
        {
            WriteParameters(code);
        }

        code.Lines("""

            TVector meanScaledTangent = TSimd.Broadcast(TSimd.Sum(scaledTangentSum) / Channels);
            TVector meanProductTangent = TSimd.Broadcast(TSimd.Sum(productTangent) / Channels);
            """);
        using (code.Block("for (int channel = 0; channel < Channels; channel += TSimd.Width)"))
        {
            WriteElement(code, static at => $"TSimd.Load(ref Unsafe.Add(ref {at}, channel))");
            string result = HasResidual
                ? "TSimd.MultiplyAdd(inverseDeviation, moving, TSimd.Load(ref Unsafe.Add(ref residual, at)))"
                : "TSimd.Multiply(inverseDeviation, moving)";
            code.Lines($"""
                int at = row * Channels + channel;
                TVector gradient = TSimd.MultiplySubtractFrom(normalised, meanProduct, TSimd.Subtract(scaled, meanScaled));
                gradient = TSimd.Multiply(TSimd.Multiply(inverseDeviation, gradient), turn);
                TVector moving = TSimd.MultiplySubtractFrom(turned, meanProduct, TSimd.Subtract(scaledTangent, meanScaledTangent));
                moving = TSimd.Subtract(TSimd.MultiplySubtractFrom(normalised, meanProductTangent, moving), gradient);
                Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, at), {result}, Channels - channel);
                """);
        }
    }

    private void WriteMeans(CodeWriter code)
    {
        code.Lines($"""
            ref float x = ref Unsafe.Add(ref input, row * Channels);
            ref float dy = ref Unsafe.Add(ref outputGradient, row * Channels);
            ref float dx = ref Unsafe.Add(ref tangent, row * Channels);
            ref float ddy = ref Unsafe.Add(ref gradientTangent, row * Channels);
            RowStatistics.Compute<TSimd, TVector>(ref x, Channels, {Text.Of(epsilon)}, out TVector mean, out TVector inverseDeviation);
            RowStatistics.ComputeTangent<TSimd, TVector>(ref x, ref dx, Channels, mean, inverseDeviation, out TVector meanTangent, out TVector turn);
            TVector sum = TSimd.Zero, product = TSimd.Zero, scaledTangentSum = TSimd.Zero, productTangent = TSimd.Zero;
            """);
        using (code.Block("for (int channel = 0; channel < Channels; channel += TSimd.Width)"))
        {
            code.Lines("""
                int lanes = Channels - channel;
                TVector normalised = TSimd.Multiply(TSimd.Subtract(Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref x, channel), lanes), mean), inverseDeviation);
                TVector scaled = TSimd.Multiply(
                    Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref dy, channel), lanes), Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref weight, channel), lanes));
                sum = TSimd.Add(sum, scaled);
                product = TSimd.MultiplyAdd(scaled, normalised, product);
                """);
        }

        code.Lines("""

            TVector meanScaled = TSimd.Broadcast(TSimd.Sum(sum) / Channels);
            TVector meanProduct = TSimd.Broadcast(TSimd.Sum(product) / Channels);
            """);
    }

    /// <summary>The gradients of the parameters, and the sums that need n'.</summary>
    private void WriteParameters(CodeWriter code)
    {
        code.Line("int lanes = Channels - channel;");
        WriteElement(code, static at => $"Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref {at}, channel), lanes)");
        code.Lines("""
            scaledTangentSum = TSimd.Add(scaledTangentSum, scaledTangent);
            productTangent = TSimd.MultiplyAdd(scaledTangent, normalised, TSimd.MultiplyAdd(scaled, turned, productTangent));
            ref float dw = ref Unsafe.Add(ref weightSums, channel);
            TVector moved = TSimd.MultiplyAdd(movingGradient, normalised, TSimd.MultiplyAdd(resting, turned, TSimd.Load(ref dw)));
            Lanes.Store<TSimd, TVector>(ref dw, moved, lanes);
            """);
        if (HasBias)
        {
            code.Lines("""
                ref float db = ref Unsafe.Add(ref biasSums, channel);
                Lanes.Store<TSimd, TVector>(ref db, TSimd.Add(TSimd.Load(ref db), movingGradient), lanes);
                """);
        }
    }

    /// <summary>n, n', dy, dy', g and g' of some elements.</summary>
    private static void WriteElement(CodeWriter code, Func<string, string> load) => code.Lines($"""
        TVector normalised = TSimd.Multiply(TSimd.Subtract({load("x")}, mean), inverseDeviation);
        TVector turned = TSimd.MultiplySubtractFrom(normalised, turn, TSimd.Subtract({load("dx")}, meanTangent));
        turned = TSimd.Multiply(inverseDeviation, turned);
        TVector resting = {load("dy")}, movingGradient = {load("ddy")}, scale = {load("weight")};
        TVector scaled = TSimd.Multiply(resting, scale);
        TVector scaledTangent = TSimd.MultiplyAdd(movingGradient, scale, TSimd.Multiply(resting, {load("weightTangent")}));
        """);
}
