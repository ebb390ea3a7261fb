using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>
/// output = (u otherU - v otherV) input, element by element in each row. The diagonal is symmetric, so the derivative by the input is the same op
/// on the gradient; with two factors each, directional derivatives of the squares u u - v v are such ops too.
/// </summary>
internal sealed class DiagonalOp(Value input, Value u, Value otherU, Value v, Value otherV, Value output)
    : Op([input, u, otherU, v, otherV], [output])
{
    private bool IsSquare => Inputs[1] == Inputs[2] && Inputs[3] == Inputs[4];

    public override long Macs => Output.Size;

    public override long DenseConnections => (long)Output.Size * Output.Size;

    public override bool IsRecomputed => true;

    /// <summary>The rule for squares, the only form of forward passes: d u += 2 u sum(dy x), d v -= 2 v sum(dy x).</summary>
    public override void Differentiate(GradientBuilder gradients)
    {
        (Value u, Value v) = (Inputs[1], Inputs[3]);
        Value outputGradient = gradients.Gradient(Output)!;
        Value gradient = gradients.NewGradient(Inputs[0]);
        gradients.Append(new DiagonalGradientOp(
            outputGradient, gradients.Forward(Inputs[0]), u, v, GradientBuilder.ParameterGradient(u), GradientBuilder.ParameterGradient(v)));
        gradients.Append(new DiagonalOp(outputGradient, u, u, v, v, gradient));
        gradients.Accumulate(Inputs[0], gradient);
    }

    /// <summary>(u u - v v) input' + 2 (u u' - v v') input: ops of the same kind.</summary>
    public override void Tangent(TangentBuilder tangents)
    {
        (Value u, Value v) = (Inputs[1], Inputs[3]);
        Value turned = tangents.NewPart(Output);
        tangents.Append(new DiagonalOp(tangents.Again(Inputs[0]), u, tangents.Tangent(u)!, v, tangents.Tangent(v)!, turned));
        Value once = turned;
        if (tangents.Tangent(Inputs[0]) is { } tangent)
        {
            Value moved = tangents.NewPart(Output);
            once = tangents.NewPart(Output);
            tangents.Append(new DiagonalOp(tangent, u, u, v, v, moved));
            tangents.Append(new AddOp(moved, turned, once));
        }

        tangents.Append(new AddOp(once, turned, tangents.NewTangent(Output)));
    }

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new DiagonalOp(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], outputs[0]);

    public override void EmitCpu(CpuContext cpu)
    {
        string kernel = cpu.Kernel($"Diagonal|{Output.Shape.Last}|{IsSquare}", Name, Write);
        cpu.Call(kernel, [.. Operands.Append(Output).Select(cpu.Ref), CpuContext.Rows(Output.Shape.Rows)]);
    }

    public override void EmitGpu(GpuContext gpu)
    {
        int features = Output.Shape.Last;
        string kernel = gpu.Kernel($"Diagonal|{features}|{IsSquare}", Name, () => new GpuKernel
        {
            Summary = Describe(),
            Views = [.. Names, "output"],
            Arguments = ["count"],
            Numbers = ["count"],
            Configuration = GpuKernel.Elementwise("count"),
            Body = code =>
            {
                using (GpuKernel.ElementLoop(code, "i", "count"))
                {
                    code.Lines($"""
                        int feature = i % {features};
                        output[i] = (u[feature] * {OtherU}[feature] - v[feature] * {OtherV}[feature]) * input[i];
                        """);
                }
            },
        });
        gpu.Call(kernel, [.. Operands.Append(Output).Select(gpu.View), GpuContext.Times(Output.Size)]);
    }

    private string Name => $"Diagonal{(IsSquare ? "" : "OfProducts")}{Text.Name(Output.Shape.Last)}";

    private string OtherU => IsSquare ? "u" : "otherU";

    private string OtherV => IsSquare ? "v" : "otherV";

    private IReadOnlyList<string> Names => IsSquare ? ["input", "u", "v"] : ["input", "u", "otherU", "v", "otherV"];

    private IReadOnlyList<Value> Operands => IsSquare ? [Inputs[0], Inputs[1], Inputs[3]] : Inputs;

    private string Describe() => $"output = (u {OtherU} - v {OtherV}) input, element by element, for rows of {Output.Shape.Last} features.";

    private void Write(CodeWriter code, string name)
    {
        code.Summary(Describe());
        string references = string.Join(", ", Names.Append("output").Select(static n => $"ref float {n}"));
        using (code.Block($"private static void {name}<TSimd, TVector>({references}, int rows)", CpuContext.Constraints))
        {
            code.Line($"const int Features = {Output.Shape.Last};");
            using (code.Block("for (int row = 0; row < rows; row++)"))
            using (code.Block("for (int feature = 0; feature < Features; feature += TSimd.Width)"))
            {
                code.Lines($"""
                    TVector squares = TSimd.Multiply({Load("u")}, {Load(OtherU)});
                    TVector weight = TSimd.MultiplySubtractFrom({Load("v")}, {Load(OtherV)}, squares);
                    int at = row * Features + feature;
                    Lanes.Store<TSimd, TVector>(ref Unsafe.Add(ref output, at), TSimd.Multiply(weight, TSimd.Load(ref Unsafe.Add(ref input, at))), Features - feature);
                    """);
            }
        }
    }

    private static string Load(string operand) => $"TSimd.Load(ref Unsafe.Add(ref {operand}, feature))";
}
