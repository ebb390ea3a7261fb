using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>One digit of an index map: how often it counts, and how far a step is in the input and in the output.</summary>
internal sealed record MapDigit(string Name, int Extent, int InputStride, int OutputStride);

/// <summary>
/// Moves each element of a row to its place in the output's row, and adds a bias where there is one. A place beyond the end of the input
/// counts as zero, which pads; one beyond the end of the output is left out, which cuts off. So the derivative is the map read backwards.
/// </summary>
/// <param name="digits">The map of one row. They must reach all of the input and, for the derivative, all of the output.</param>
/// <param name="input">What is moved.</param>
/// <param name="output">Where it goes.</param>
/// <param name="rows">Rows of a sample, in the input as in the output.</param>
/// <param name="bias">
/// A number for each element of the output's row or, where a sample is one row, for each stretch of equal length.
/// </param>
internal sealed class RearrangeOp(IReadOnlyList<MapDigit> digits, Value input, Value output, int rows = 1, Value? bias = null)
    : Op(bias is null ? [input] : [input, bias], [output])
{
    public IReadOnlyList<MapDigit> Digits { get; } = digits;

    /// <summary>What comes from the model's input is cheaper to move again than to keep; the rest would be kept on one side or the other.</summary>
    public override bool IsRecomputed => Bias is null && Inputs[0].Producer is null;

    private Value? Bias => Inputs.Count > 1 ? Inputs[1] : null;

    private int InputRow => Inputs[0].Size / rows;

    private int OutputRow => Output.Size / rows;

    private bool Pads => Digits.Sum(static d => (d.Extent - 1) * d.InputStride) >= InputRow;

    private bool CutsOff => Digits.Sum(static d => (d.Extent - 1) * d.OutputStride) >= OutputRow;

    private int Count => Digits.Aggregate(1, static (count, d) => count * d.Extent);

    private string Key => $"Rearrange|{rows}|{InputRow}|{OutputRow}|{Bias?.Size}|{string.Join(",", Digits)}";

    private string Name => $"Rearrange{Text.Name(Output.Shape.Rows, Output.Shape.Last)}{(Bias is null ? "" : "Bias")}";

    public override void Differentiate(GradientBuilder gradients)
    {
        Value outputGradient = gradients.Gradient(Output)!;
        Value gradient = gradients.NewGradient(Inputs[0]);
        gradients.Append(new RearrangeOp(
            [.. Digits.Select(static d => new MapDigit(d.Name, d.Extent, d.OutputStride, d.InputStride))], outputGradient, gradient, rows));
        gradients.Accumulate(Inputs[0], gradient);
        if (Bias is not null)
        {
            Value biasGradient = GradientBuilder.ParameterGradient(Bias);
            int stretch = OutputRow / Bias.Size;
            gradients.Append(stretch == 1
                ? new BiasGradientOp(outputGradient, biasGradient, new Extents(1, rows, 1, OutputRow), new Strides(0, OutputRow, 1), BiasAxis.Columns)
                : new BiasGradientOp(outputGradient, biasGradient, new Extents(1, Bias.Size, 1, stretch), new Strides(0, stretch, 1), BiasAxis.Rows));
        }
    }

    /// <summary>Linear in the input and the bias together.</summary>
    public override void Tangent(TangentBuilder tangents) => tangents.AddLinear(this);

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new RearrangeOp(Digits, inputs[0], outputs[0], rows, inputs.Count > 1 ? inputs[1] : null);

    public override void EmitCpu(CpuContext cpu)
    {
        string kernel = cpu.Kernel(Key, Name, Write);
        cpu.Call(kernel, [.. Inputs.Select(cpu.Ref), cpu.Ref(Output), CpuContext.Rows(rows)]);
    }

    public override void EmitGpu(GpuContext gpu)
    {
        string kernel = gpu.Kernel(Key, Name, () => new GpuKernel
        {
            Summary = Describe(),
            Views = ["input", .. Bias is null ? Array.Empty<string>() : ["bias"], "output"],
            Arguments = ["count"],
            Numbers = ["count"],
            Configuration = GpuKernel.Elementwise("count"),
            Body = code =>
            {
                using (GpuKernel.ElementLoop(code, "element", "count"))
                {
                    int below = 1;
                    foreach (MapDigit digit in Digits.Reverse())
                    {
                        code.Line($"int {digit.Name} = element{(below == 1 ? "" : $" / {below}")} % {digit.Extent};");
                        below *= digit.Extent;
                    }

                    code.Line($"int row = element / {below};");
                    WriteMove(code, static (array, at) => $"{array}[{at}]");
                }
            },
        });
        gpu.Call(kernel, [.. Inputs.Select(gpu.View), gpu.View(Output), GpuContext.Times((long)rows * Count)]);
    }

    private string Describe() =>
        $"Moves each element to its place: {string.Join(" x ", Digits.Select(static d => $"{d.Extent} {d.Name}"))}"
        + (Pads ? "; what is missing is zero" : "") + (CutsOff ? "; what does not fit is left out" : "") + (Bias is null ? "." : "; adds a bias.");

    private static string Place(IEnumerable<(string Name, int Stride)> terms) =>
        string.Join(" + ", terms.Where(static t => t.Stride != 0).Select(static t => Text.Times(t.Name, t.Stride)).DefaultIfEmpty("0"));

    private void Write(CodeWriter code, string name)
    {
        code.Summary(Describe());
        string bias = Bias is null ? "" : "ref float bias, ";
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float input, {bias}ref float output, int rows)", CpuContext.Constraints))
        {
            var blocks = new Stack<IDisposable>();
            blocks.Push(code.Block("for (int row = 0; row < rows; row++)"));
            foreach (MapDigit digit in Digits)
            {
                blocks.Push(code.Block($"for (int {digit.Name} = 0; {digit.Name} < {digit.Extent}; {digit.Name}++)"));
            }

            WriteMove(code, static (array, at) => $"Unsafe.Add(ref {array}, {at})");
            while (blocks.Count > 0)
            {
                blocks.Pop().Dispose();
            }
        }
    }

    /// <summary>Moves one element, given the row and the digits.</summary>
    private void WriteMove(CodeWriter code, Func<string, string, string> element)
    {
        code.Line($"int from = {Place(Digits.Select(static d => (d.Name, d.InputStride)))}, to = {Place(Digits.Select(static d => (d.Name, d.OutputStride)))};");
        using (CutsOff ? code.Block($"if (to < {OutputRow})") : null)
        {
            string source = element("input", $"row * {InputRow} + from");
            string value = Pads ? $"from < {InputRow} ? {source} : 0f" : source;
            if (Bias is not null)
            {
                int stretch = OutputRow / Bias.Size;
                string term = element("bias", stretch == 1 ? "to" : $"to / {stretch}");
                value = (Pads ? $"({value})" : value) + " + " + term;
            }

            code.Line($"{element("output", $"row * {OutputRow} + to")} = {value};");
        }
    }
}
