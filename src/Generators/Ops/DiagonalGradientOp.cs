using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>The gradients of the factors of a diagonal: uGradient += 2 u s and vGradient -= 2 v s with s = sum over the rows of outputGradient input.</summary>
internal sealed class DiagonalGradientOp(Value outputGradient, Value input, Value u, Value v, Value uGradient, Value vGradient)
    : Op([outputGradient, input, u, v], [uGradient, vGradient])
{
    private int Features => Inputs[1].Shape.Last;

    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Second derivatives are not part of reverse mode.");

    /// <summary>Linear in outputGradient, input and the pair (u, v): a term each, added up where the gradients are.</summary>
    public override void Tangent(TangentBuilder tangents)
    {
        (Value gradient, Value x, Value u, Value v) = (tangents.Again(Inputs[0]), tangents.Again(Inputs[1]), Inputs[2], Inputs[3]);
        Value?[][] terms =
        [
            [tangents.Tangent(Inputs[0]), x, u, v],
            [gradient, tangents.Tangent(Inputs[1]), u, v],
            [gradient, x, tangents.Tangent(u), tangents.Tangent(v)],
        ];
        foreach (Value?[] term in terms.Where(static term => !term.Contains(null)))
        {
            tangents.Append(Clone([.. term.Select(static value => value!)], Outputs));
        }
    }

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new DiagonalGradientOp(inputs[0], inputs[1], inputs[2], inputs[3], outputs[0], outputs[1]);

    public override void EmitCpu(CpuContext cpu)
    {
        cpu.AddsToGradient(Inputs[1].Shape.Rows);
        string kernel = cpu.Kernel($"DiagonalGradient|{Features}", $"DiagonalGradient{Text.Name(Features)}", Write);
        cpu.Call(kernel, [.. Inputs.Concat(Outputs).Select(cpu.Ref), CpuContext.Rows(Inputs[1].Shape.Rows)]);
    }

    public override void EmitGpu(GpuContext gpu)
    {
        string at = $"[{Text.Times("row", Features)} + feature]";
        string kernel = gpu.Kernel($"DiagonalGradient|{Features}", $"DiagonalGradient{Text.Name(Features)}", () => new GpuColumns
        {
            Summary = Describe(),
            Views = ["outputGradient", "input", "u", "v"],
            Column = "feature",
            Count = Features,
            Start = ["float sum = 0f;"],
            Row = [$"sum += outputGradient{at} * input{at};"],
            Gradients = [("uGradient", "2f * u[feature] * sum"), ("vGradient", "-2f * v[feature] * sum")],
        }.Create());
        gpu.Call(kernel, [.. Inputs.Concat(Outputs).Select(gpu.View), GpuContext.Times(Inputs[1].Shape.Rows)]);
    }

    private string Describe() =>
        $"uGradient += 2 u s and vGradient -= 2 v s, where s = sum over the rows of outputGradient input, for rows of {Features} features.";

    private void Write(CodeWriter code, string name)
    {
        code.Summary(Describe());
        string references = "ref float outputGradient, ref float input, ref float u, ref float v, ref float uGradient, ref float vGradient";
        using (code.Block($"private static void {name}<TSimd, TVector>({references}, int rows)", CpuContext.Constraints))
        {
            code.Line($"const int Features = {Features};");
            using (code.Block($"for (int first = 0; first < rows; first += {SumBlock.Terms})"))
            using (code.Block("for (int feature = 0; feature < Features; feature += TSimd.Width)"))
            {
                code.Line($"int last = Math.Min(first + {SumBlock.Terms}, rows);");
                code.Lines("""
                    // Two chains of additions hide part of their latency.
                    TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero;
                    ref float gradient = ref Unsafe.Add(ref outputGradient, first * Features + feature);
                    ref float x = ref Unsafe.Add(ref input, first * Features + feature);
                    int row = first;
                    for (; row <= last - 2; row += 2)
                    """);
                using (code.Block())
                {
                    code.Lines("""
                        sum0 = TSimd.MultiplyAdd(TSimd.Load(ref gradient), TSimd.Load(ref x), sum0);
                        sum1 = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref gradient, Features)), TSimd.Load(ref Unsafe.Add(ref x, Features)), sum1);
                        gradient = ref Unsafe.Add(ref gradient, 2 * Features);
                        x = ref Unsafe.Add(ref x, 2 * Features);
                        """);
                }

                code.Line();
                using (code.Block("if (row < last)"))
                {
                    code.Line("sum0 = TSimd.MultiplyAdd(TSimd.Load(ref gradient), TSimd.Load(ref x), sum0);");
                }

                code.Lines("""

                    TVector twice = TSimd.Multiply(TSimd.Broadcast(2f), TSimd.Add(sum0, sum1));
                    ref float du = ref Unsafe.Add(ref uGradient, feature);
                    ref float dv = ref Unsafe.Add(ref vGradient, feature);
                    int lanes = Features - feature;
                    TVector newU = TSimd.MultiplyAdd(TSimd.Load(ref Unsafe.Add(ref u, feature)), twice, TSimd.Load(ref du));
                    TVector newV = TSimd.MultiplySubtractFrom(TSimd.Load(ref Unsafe.Add(ref v, feature)), twice, TSimd.Load(ref dv));
                    Lanes.Store<TSimd, TVector>(ref du, newU, lanes);
                    Lanes.Store<TSimd, TVector>(ref dv, newV, lanes);
                    """);
            }
        }
    }
}
