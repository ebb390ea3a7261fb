namespace SparseGen.Generators.Emission.Gpu;

/// <summary>
/// Writes how a group copies its share of one operand to shared memory, 16 steps of the sum at a time. All loads come before all
/// stores, so that they wait for memory together; beyond the edges zeros stand in.
/// </summary>
/// <param name="code">Where to write.</param>
/// <param name="name">Name of the operand.</param>
/// <param name="line">What the operand's other axis is called: row or column.</param>
/// <param name="lines">The operand's axis beside the sum.</param>
/// <param name="sum">The operand's axis of the sum.</param>
/// <param name="offset">What is added to every address, with a plus behind it.</param>
internal sealed class GpuTileLoad(
    CodeWriter code, string name, string line, Axis lines, Axis sum, string offset)
{
    /// <summary>Lines of the tile.</summary>
    public required int Length { get; init; }

    /// <summary>Number of lines: an expression.</summary>
    public required string Extent { get; init; }

    /// <summary>Whether all tiles are full.</summary>
    public required bool IsExact { get; init; }

    /// <summary>What limits the index of the sum, or null when all steps are whole.</summary>
    public required string? DepthLimit { get; init; }

    /// <summary>Neighbouring threads read neighbouring numbers: along the sum if it has stride 1, else along the lines.</summary>
    private bool IsAlongSum => sum.Step == 1 && lines.Step != 1;

    /// <summary>How many threads stand side by side along that axis.</summary>
    private int Side => IsAlongSum ? GpuTile.Depth : Length;

    /// <summary>How far apart the loads of one thread are, along the other axis.</summary>
    private int Stride => GpuKernel.Threads / Side;

    private int Loads => Length * GpuTile.Depth / GpuKernel.Threads;

    /// <summary>Declares what does not change from step to step.</summary>
    public void WriteStart()
    {
        string first = line == "row" ? "firstRow" : "firstColumn";
        code.Line($"int {name}Line = {first} + thread {(IsAlongSum ? "/" : "%")} {Side};");
        int pitch = GpuTile.Pitch(Length);
        code.Line(IsAlongSum
            ? $"int {name}Cell = thread % {Side} * {pitch} + thread / {Side};"
            : $"int {name}Cell = thread / {Side} * {pitch} + thread % {Side};");
        code.Line($"int {name}Start = {Start()};");
    }

    /// <summary>Loads to local variables.</summary>
    public void WriteLoads()
    {
        code.Line($"int {name}Depth = step + thread {(IsAlongSum ? "%" : "/")} {Side};");
        if (IsAlongSum || sum.Stride is not null)
        {
            code.Line($"int {name}Step = {name}Start + {sum.At($"{name}Depth")};");
        }

        for (int i = 0; i < Loads; i++)
        {
            string condition = Condition(i);
            string element = $"{name}[{Address(i)}]";
            code.Line($"float {name}{i} = {(condition.Length == 0 ? element : $"{condition} ? {element} : 0f")};");
        }
    }

    /// <summary>Stores them to shared memory.</summary>
    public void WriteStores()
    {
        int step = IsAlongSum ? Stride : Stride * GpuTile.Pitch(Length);
        for (int i = 0; i < Loads; i++)
        {
            code.Line($"{name}Tile[{Plus($"{name}Cell", i * step)}] = {name}{i};");
        }
    }

    private static string Plus(string start, long offset) => offset == 0 ? start : $"{start} + {Text.Of(offset)}";

    private string Start() => IsAlongSum && lines.Stride is null
        ? (offset.Length == 0 ? "0" : offset.Substring(0, offset.Length - " + ".Length))
        : offset + lines.At($"{name}Line");

    private string Address(int load)
    {
        int distance = load * Stride;
        return (IsAlongSum, lines.Stride, sum.Stride) switch
        {
            (true, { } stride, _) => Plus($"{name}Step", distance * stride),
            (true, null, _) => $"{name}Step + {lines.At(Plus($"{name}Line", distance))}",
            (false, _, { } stride) => Plus($"{name}Step", distance * stride),
            (false, _, null) => $"{name}Start + {sum.At(Plus($"{name}Depth", distance))}",
        };
    }

    private string Condition(int load)
    {
        int distance = load * Stride;
        string[] conditions =
        [
            .. IsExact ? Array.Empty<string>() : [$"{Plus($"{name}Line", IsAlongSum ? distance : 0)} < {Extent}"],
            .. DepthLimit is null ? Array.Empty<string>() : [$"{Plus($"{name}Depth", IsAlongSum ? 0 : distance)} < {DepthLimit}"],
        ];
        return string.Join(" && ", conditions);
    }
}
