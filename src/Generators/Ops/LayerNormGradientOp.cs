using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>
/// The derivative of layer norm. With n = (x - mean) / deviation and g = dy weight:
/// dx = (g - mean(g) - n mean(g n)) / deviation, d weight += dy n, d bias += dy.
/// It can deliver y again and add a residual's gradient to dx, since both are at hand.
/// </summary>
internal sealed class LayerNormGradientOp(float epsilon, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs)
    : Op(inputs, outputs), IResidualTarget
{
    private readonly int _parameters = inputs.Count - 2;

    private Value OutputGradient => Inputs[0];

    private Value Input => Inputs[1];

    private bool HasBias => _parameters > 1;

    private Value? Residual => Inputs.Count > 2 + _parameters ? Inputs[2 + _parameters] : null;

    private Value? Again => Outputs.Count > 1 + _parameters ? Outputs[1 + _parameters] : null;

    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Second derivatives are not part of reverse mode.");

    public override bool Absorb(Op clone)
    {
        if (clone is not LayerNormOp forward || forward.Inputs[0] != Input || forward.Inputs[1] != Inputs[2] || forward.Epsilon != epsilon || Again is not null)
        {
            return false;
        }

        AddOutput(forward.Output);
        return true;
    }

    public bool FuseResidual(Value residual, Value sum)
    {
        if (Residual is not null)
        {
            return false;
        }

        AddResidual(residual, sum);
        return true;
    }

    public override void EmitCpu(CpuContext cpu)
    {
        int channels = Input.Shape.Last;
        string features = (HasBias ? "" : "WithoutBias") + (Again is null ? "" : "AndValue") + (Residual is null ? "" : "PlusResidual");
        string kernel = cpu.Kernel(
            $"LayerNormGradient|{channels}|{Text.Of(epsilon)}|{features}", $"LayerNormGradient{Text.Name(channels)}{features}", Write);
        cpu.Call(kernel, [.. Inputs.Concat(Outputs).Select(cpu.Ref), CpuContext.Rows(Input.Shape.Rows)]);
    }

    private void Write(CodeWriter code, string name)
    {
        string[] parameters =
        [
            "ref float outputGradient", "ref float input", "ref float weight",
            .. HasBias ? ["ref float bias"] : Array.Empty<string>(),
            .. Residual is null ? Array.Empty<string>() : ["ref float residual"],
            "ref float inputGradient", "ref float weightGradient",
            .. HasBias ? ["ref float biasGradient"] : Array.Empty<string>(),
            .. Again is null ? Array.Empty<string>() : ["ref float output"],
            "int rows",
        ];
        int channels = Input.Shape.Last;
        code.Summary(
            $"Derivative of layer norm for rows of {channels} channels"
            + (Residual is null ? "" : ", with the gradient that passes by on the residual")
            + (Again is null ? "." : "; also computes the layer norm again."));
        using (code.Block($"private static void {name}<TSimd, TVector>({string.Join(", ", parameters)})", CpuContext.Constraints))
        {
            code.Line($"const int Channels = {channels};");
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
                ref float dw = ref Unsafe.Add(ref weightGradient, channel);
                Lanes.Store<TSimd, TVector>(ref dw, TSimd.MultiplyAdd(gradient, normalised, TSimd.Load(ref dw)), lanes);
                """);
            if (HasBias)
            {
                code.Lines($"""
                    ref float db = ref Unsafe.Add(ref biasGradient, channel);
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
