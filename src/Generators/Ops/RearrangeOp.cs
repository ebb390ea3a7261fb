using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
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

    private void Write(CodeWriter code, string name)
    {
        code.Summary($"Moves each element to its place: {string.Join(" x ", Digits.Select(static d => $"{d.Extent} {d.Name}"))}.");
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float input, ref float output, int samples)", CpuContext.Constraints))
        {
            var blocks = new Stack<IDisposable>();
            blocks.Push(code.Block("for (int sample = 0; sample < samples; sample++)"));
            foreach (MapDigit digit in Digits)
            {
                blocks.Push(code.Block($"for (int {digit.Name} = 0; {digit.Name} < {digit.Extent}; {digit.Name}++)"));
            }

            string from = string.Join(" + ", Digits.Select(static d => Text.Times(d.Name, d.InputStride)));
            string to = string.Join(" + ", Digits.Select(static d => Text.Times(d.Name, d.OutputStride)));
            code.Line($"Unsafe.Add(ref output, sample * {Output.Size} + {to}) = Unsafe.Add(ref input, sample * {Inputs[0].Size} + {from});");
            while (blocks.Count > 0)
            {
                blocks.Pop().Dispose();
            }
        }
    }
}
