using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>
/// A permutation of a sample's numbers: output[i] = input[sigma(i)], with sigma a chain of factors. Its derivative is the inverse chain.
/// A single commutation is a transposition and needs no list of indices; every other chain is one list, however many factors it has.
/// </summary>
internal sealed class PermuteOp(IReadOnlyList<PermutationFactor> factors, Value input, Value output) : Op([input], [output]), IResidualTarget, ITableReader
{
    /// <summary>Side of the squares in which a transposition goes through memory: a cache line of floats.</summary>
    private const int Square = 16;

    /// <summary>The factors, the first applied first.</summary>
    public IReadOnlyList<PermutationFactor> Factors { get; } = PermutationFactor.Reduce(factors);

    /// <summary>A gather costs less than keeping the result in memory until the backward pass.</summary>
    public override bool IsRecomputed => true;

    public IReadOnlyList<IndexTable> Tables => Table is { } table ? [table] : [];

    private Commutation? Transposition => Factors.Count == 1 ? Factors[0] as Commutation : null;

    private IndexTable? Table => Transposition is not null ? null : new IndexTable(
        Output.Size,
        Factors.Count == 1 ? Factors[0].Expression : $"Permutations.Compose({string.Join(", ", Factors.Select(static f => f.Expression))})",
        Factors.Select(static f => f.Loop).OrderByDescending(static loop => loop?.Path().Count() ?? 0).FirstOrDefault());

    private bool HasResidual => Inputs.Count > 1;

    private string KernelName =>
        (Transposition is { } t ? $"Transpose{Text.Name(t.Rows, t.Columns)}" : $"Gather{Text.Name(Output.Size)}") + (HasResidual ? "PlusResidual" : "");

    private string Description => (Transposition is { } t
        ? $"output[c, s] = input[s, c] for {t.Rows} rows of {t.Columns} columns"
        : $"output[i] = input[table[i]] for samples of {Output.Size} numbers") + (HasResidual ? ", plus the residual." : ".");

    public override void Differentiate(GradientBuilder gradients)
    {
        Value gradient = gradients.NewGradient(Inputs[0]);
        gradients.Append(new PermuteOp([.. Factors.Reverse().Select(static f => f.Inverse)], gradients.Gradient(Output)!, gradient));
        gradients.Accumulate(Inputs[0], gradient);
    }

    public override void Tangent(TangentBuilder tangents) => tangents.AddLinear(this);

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) => new PermuteOp(Factors, inputs[0], outputs[0]);

    /// <summary>A new op, since the forward pass is planned twice, for inference and for training.</summary>
    public Op? FuseResidual(Value residual, Value sum)
    {
        if (HasResidual)
        {
            return null;
        }

        var fused = new PermuteOp(Factors, Inputs[0], Output);
        fused.AddResidual(residual, sum);
        return fused;
    }

    public override void EmitCpu(CpuContext cpu)
    {
        string kernel = cpu.Kernel($"Permute|{KernelName}", KernelName, WriteCpu);
        cpu.Call(kernel, [.. Tables.Select(cpu.Buffers.Table), .. Inputs.Append(Output).Select(cpu.Ref), CpuContext.Samples]);
    }

    public override void EmitGpu(GpuContext gpu)
    {
        string kernel = gpu.Kernel($"Permute|{KernelName}", KernelName, () => new GpuKernel
        {
            Summary = Description,
            Views = HasResidual ? ["input", "residual", "output"] : ["input", "output"],
            Tables = Transposition is null ? ["table"] : [],
            Arguments = ["count"],
            Numbers = ["count"],
            Configuration = GpuKernel.Elementwise("count"),
            Body = code =>
            {
                using (GpuKernel.ElementLoop(code, "element", "count"))
                {
                    code.Line($"int at = element % {Output.Size};");
                    string from = Transposition is { } t ? $"at % {t.Rows} * {t.Columns} + at / {t.Rows}" : "table[at]";
                    code.Line($"output[element] = {(HasResidual ? "residual[element] + " : "")}input[element - at + {from}];");
                }
            },
        });
        gpu.Call(kernel, [.. Inputs.Append(Output).Select(gpu.View), .. Tables.Select(gpu.Table), GpuContext.Times(Output.Size)]);
    }

    private void WriteCpu(CodeWriter code, string name)
    {
        code.Summary(Description);
        string table = Transposition is null ? "ref int table, " : "";
        string residual = HasResidual ? "ref float residual, " : "";
        using (code.Block($"private static void {name}<TSimd, TVector>({table}ref float input, {residual}ref float output, int samples)", CpuContext.Constraints))
        {
            code.Line($"const int Size = {Output.Size};");
            using (code.Block("for (int sample = 0; sample < samples; sample++)"))
            {
                code.Line("ref float source = ref Unsafe.Add(ref input, sample * Size);");
                code.Line("ref float target = ref Unsafe.Add(ref output, sample * Size);");
                if (HasResidual)
                {
                    code.Line("ref float passing = ref Unsafe.Add(ref residual, sample * Size);");
                }

                if (Transposition is { } transposition)
                {
                    WriteTransposition(code, transposition);
                }
                else
                {
                    WriteGather(code);
                }
            }
        }
    }

    /// <summary>In squares, so that the rows that are read and those that are written stay in the first-level cache.</summary>
    private void WriteTransposition(CodeWriter code, Commutation transposition)
    {
        (int rows, int columns) = (transposition.Rows, transposition.Columns);
        using (code.Block($"for (int top = 0; top < {rows}; top += {Square})"))
        using (code.Block($"for (int left = 0; left < {columns}; left += {Square})"))
        {
            code.Line($"int bottom = Math.Min(top + {Square}, {rows}), right = Math.Min(left + {Square}, {columns});");
            using (code.Block("for (int column = left; column < right; column++)"))
            using (code.Block("for (int row = top; row < bottom; row++)"))
            {
                string at = $"column * {rows} + row";
                code.Line($"Unsafe.Add(ref target, {at}) = {Residual(at)}Unsafe.Add(ref source, row * {columns} + column);");
            }
        }
    }

    private void WriteGather(CodeWriter code)
    {
        void Move(string at) =>
            code.Line($"Unsafe.Add(ref target, {at}) = {Residual(at)}Unsafe.Add(ref source, (nint)(uint)Unsafe.Add(ref table, {at}));");

        code.Line("int i = 0;");
        using (code.Block("for (; i <= Size - 4; i += 4)"))
        {
            foreach (string at in new[] { "i", "i + 1", "i + 2", "i + 3" })
            {
                Move(at);
            }
        }

        code.Line();
        using (code.Block("for (; i < Size; i++)"))
        {
            Move("i");
        }
    }

    private string Residual(string at) => HasResidual ? $"Unsafe.Add(ref passing, {at}) + " : "";
}
