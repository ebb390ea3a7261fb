using System.Globalization;
using System.Runtime.InteropServices;

namespace SparseGen.Tests.Gpu.Ptx;

/// <summary>Who executes an instruction.</summary>
internal enum PtxStepKind
{
    /// <summary>A thread.</summary>
    Alone,

    /// <summary>All lanes of a warp at once.</summary>
    MeetsWarp,

    /// <summary>A thread when all others of its group have come.</summary>
    MeetsGroup,
}

/// <summary>An instruction, ready to be executed.</summary>
internal sealed class PtxStep
{
    private static readonly Action<PtxThread> Nothing = static _ => { };

    public PtxStepKind Kind { get; private init; }

    public int Predicate { get; private init; } = -1;

    public bool IsNegated { get; private init; }

    public Action<PtxThread> Run { get; private init; } = Nothing;

    public Action<PtxThread[]>? RunWarp { get; private init; }

    public static PtxStep Decode(PtxInstruction instruction, PtxMachine machine)
    {
        string[] name = instruction.Name.Split('.'), operands = instruction.Operands;
        if (name[0] is "bar" or "mma")
        {
            Assert.Null(instruction.Predicate);
            return name[0] == "mma" ? new() { Kind = PtxStepKind.MeetsWarp, RunWarp = Multiply(name, operands, machine) }
                : new() { Kind = instruction.Name == "bar.warp.sync" ? PtxStepKind.MeetsWarp : PtxStepKind.MeetsGroup };
        }

        return new()
        {
            Predicate = instruction.Predicate is null ? -1 : machine.Register(instruction.Predicate),
            IsNegated = instruction.IsNegated,
            Run = name[0] switch
            {
                "bra" => Jump(machine, operands[0]),
                "ret" => static thread => thread.IsDone = true,
                "ld" => Load(name, operands, machine),
                "st" => Store(name, operands, machine),
                _ => Compute(instruction, machine),
            },
        };
    }

    private static Action<PtxThread> Jump(PtxMachine machine, string label)
    {
        int at = machine.Program.At(label);
        return thread => thread.At = at;
    }

    private static Action<PtxThread> Compute(PtxInstruction instruction, PtxMachine machine)
    {
        int to = machine.Register(instruction.Operands[0]);
        Func<PtxThread, ulong>[] from = [.. instruction.Operands.Skip(1).Select(operand => Value(operand, machine))];
        Func<ulong, ulong, ulong, ulong> compute = PtxArithmetic.Of(instruction.Name);
        return from.Length switch
        {
            1 => thread => thread.Registers[to] = compute(from[0](thread), 0, 0),
            2 => thread => thread.Registers[to] = compute(from[0](thread), from[1](thread), 0),
            _ => thread => thread.Registers[to] = compute(from[0](thread), from[1](thread), from[2](thread)),
        };
    }

    /// <summary>A register, a number, the name of shared memory or one of the thread's own numbers.</summary>
    private static Func<PtxThread, ulong> Value(string operand, PtxMachine machine)
    {
        if (operand == machine.Program.Shared)
        {
            return static _ => PtxMachine.SharedStart;
        }

        if (operand.StartsWith("0f", StringComparison.Ordinal) || operand.StartsWith("0F", StringComparison.Ordinal))
        {
            ulong bits = ulong.Parse(operand.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return _ => bits;
        }

        if (long.TryParse(operand, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
        {
            return _ => (ulong)number;
        }

        if (operand.Contains('.', StringComparison.Ordinal))
        {
            return thread => thread.Special(operand);
        }

        int register = machine.Register(operand);
        return thread => thread.Registers[register];
    }

    private static int[] Registers(string operand, PtxMachine machine) =>
        [.. operand.Trim('{', '}').Split(',', StringSplitOptions.TrimEntries).Select(machine.Register)];

    /// <summary>[register], [register+distance], [parameter+distance].</summary>
    private static (string Base, ulong Distance) Address(string operand)
    {
        string[] parts = operand.Trim('[', ']').Split('+', StringSplitOptions.TrimEntries);
        return (parts[0], parts.Length > 1 ? ulong.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
    }

    private static (string Space, int Numbers, int Bytes) Shape(string[] name) =>
        (name[1], name.Contains("v4") ? 4 : name.Contains("v2") ? 2 : 1, name[^1].EndsWith("64", StringComparison.Ordinal) ? 8 : 4);

    private static Action<PtxThread> Load(string[] name, string[] operands, PtxMachine machine)
    {
        (string space, int numbers, int bytes) = Shape(name);
        (string start, ulong distance) = Address(operands[1]);
        int[] to = Registers(operands[0], machine);
        Assert.Equal(numbers, to.Length);
        if (space == "param")
        {
            int at = machine.Program.Parameter(start) + (int)distance;
            return thread => Copy(thread.Argument.Slice(at, numbers * bytes), thread, to, bytes);
        }

        int from = machine.Register(start);
        return space == "shared"
            ? thread => Copy(thread.Shared(thread.Registers[from] + distance, numbers * bytes), thread, to, bytes)
            : thread => Copy(machine.Memory.At(thread.Registers[from] + distance, numbers * bytes), thread, to, bytes);
    }

    private static void Copy(ReadOnlySpan<byte> bytes, PtxThread thread, int[] to, int size)
    {
        for (int i = 0; i < to.Length; i++)
        {
            thread.Registers[to[i]] = size == 8 ? MemoryMarshal.Read<ulong>(bytes[(8 * i)..]) : MemoryMarshal.Read<uint>(bytes[(4 * i)..]);
        }
    }

    private static Action<PtxThread> Store(string[] name, string[] operands, PtxMachine machine)
    {
        (string space, int numbers, int bytes) = Shape(name);
        (string start, ulong distance) = Address(operands[0]);
        int to = machine.Register(start);
        Func<PtxThread, ulong>[] from = [.. operands[1].Trim('{', '}').Split(',', StringSplitOptions.TrimEntries).Select(operand => Value(operand, machine))];
        Assert.Equal((numbers, 4), (from.Length, bytes));
        return thread =>
        {
            ulong address = thread.Registers[to] + distance;
            Span<byte> target = space == "shared" ? thread.Shared(address, numbers * bytes) : machine.Memory.At(address, numbers * bytes);
            for (int i = 0; i < from.Length; i++)
            {
                uint value = (uint)from[i](thread);
                MemoryMarshal.Write(target[(4 * i)..], in value);
            }
        };
    }

    private static Action<PtxThread[]> Multiply(string[] name, string[] operands, PtxMachine machine)
    {
        Assert.Equal(["mma", "sync", "aligned", "m16n8k8", "row", "col", "f32"], name[..7]);
        bool isBrain = name[7] == "bf16";
        Assert.Equal(isBrain ? "bf16" : "tf32", name[8]);
        int[][] registers = [.. operands.Select(operand => Registers(operand, machine))];
        Assert.Equal(isBrain ? [4, 2, 1, 4] : [4, 4, 2, 4], registers.Select(static list => list.Length));
        return warp =>
        {
            uint[][] Of(int operand) => [.. warp.Select(lane => registers[operand].Select(register => (uint)lane.Registers[register]).ToArray())];
            uint[][] result = PtxTensorCore.Multiply(isBrain, Of(1), Of(2), Of(3));
            for (int lane = 0; lane < warp.Length; lane++)
            {
                for (int i = 0; i < registers[0].Length; i++)
                {
                    warp[lane].Registers[registers[0][i]] = result[lane][i];
                }
            }
        };
    }
}
