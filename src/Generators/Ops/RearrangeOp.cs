using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>One digit of an index map: how often it counts, and how far a step is in the input and in the output.</summary>
internal sealed record MapDigit(string Name, int Extent, int InputStride, int OutputStride);

/// <summary>Moves each element of the input to its place in the output; the map is one to one, so its derivative is the map read backwards.</summary>
internal sealed class RearrangeOp(IReadOnlyList<MapDigit> digits, Value input, Value output) : Op([input], [output])
{
    public IReadOnlyList<MapDigit> Digits { get; } = digits;

    public override bool IsRecomputed => true;

    public override void Differentiate(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Inputs[0]);
        gradients.Append(new RearrangeOp(
            [.. Digits.Select(static d => new MapDigit(d.Name, d.Extent, d.OutputStride, d.InputStride))], gradients.Gradient(Output)!, gradient));
        gradients.Accumulate(Inputs[0], gradient);
    }

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new RearrangeOp(Digits, inputs[0], outputs[0]);

    public override void EmitCpu(CpuContext cpu)
    {
        string key = "Rearrange|" + string.Join(",", Digits);
        string kernel = cpu.Kernel(key, $"Rearrange{Text.Name(Output.Shape.Rows, Output.Shape.Last)}", Write);
        cpu.Call(kernel, cpu.Ref(Inputs[0]), cpu.Ref(Output), CpuContext.Samples);
    }

    public override void EmitGpu(GpuContext gpu)
    {
        string kernel = gpu.Kernel("Rearrange|" + string.Join(",", Digits), $"Rearrange{Text.Name(Output.Shape.Rows, Output.Shape.Last)}", () => new GpuKernel
        {
            Summary = Describe(),
            Views = ["input", "output"],
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

                    code.Line($"int sample = element / {below};");
                    code.Line($"output[{Address(Output, static d => d.OutputStride)}] = input[{Address(Inputs[0], static d => d.InputStride)}];");
                }
            },
        });
        gpu.Call(kernel, gpu.View(Inputs[0]), gpu.View(Output), GpuContext.Times(Output.Size));
    }

    private string Describe() => $"Moves each element to its place: {string.Join(" x ", Digits.Select(static d => $"{d.Extent} {d.Name}"))}.";

    private string Address(Value value, Func<MapDigit, int> stride) =>
        $"sample * {value.Size} + " + string.Join(" + ", Digits.Select(d => Text.Times(d.Name, stride(d))));

    private void Write(CodeWriter code, string name)
    {
        code.Summary(Describe());
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float input, ref float output, int samples)", CpuContext.Constraints))
        {
            var blocks = new Stack<IDisposable>();
            blocks.Push(code.Block("for (int sample = 0; sample < samples; sample++)"));
            foreach (MapDigit digit in Digits)
            {
                blocks.Push(code.Block($"for (int {digit.Name} = 0; {digit.Name} < {digit.Extent}; {digit.Name}++)"));
            }

            string from = Address(Inputs[0], static d => d.InputStride);
            string to = Address(Output, static d => d.OutputStride);
            code.Line($"Unsafe.Add(ref output, {to}) = Unsafe.Add(ref input, {from});");
            while (blocks.Count > 0)
            {
                blocks.Pop().Dispose();
            }
        }
    }
}
