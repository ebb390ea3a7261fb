using System.Globalization;
using System.Text.RegularExpressions;

namespace SparseGen.Tests.Gpu.Ptx;

/// <summary>An instruction: what decides whether it runs, its name, and its operands as text.</summary>
internal sealed record PtxInstruction(string? Predicate, bool IsNegated, string Name, string[] Operands)
{
    public override string ToString() => $"{(Predicate is null ? "" : $"@{(IsNegated ? "!" : "")}{Predicate} ")}{Name} {string.Join(", ", Operands)}";
}

/// <summary>A kernel as ILGPU writes it: a list of instructions, labels, where its arguments lie one behind another, and its shared memory.</summary>
internal sealed partial class PtxProgram
{
    private readonly Dictionary<string, int> _labels = [];
    private readonly List<PtxInstruction> _instructions = [];

    private readonly Dictionary<string, int> _parameters = [];

    private PtxProgram(string shared, int sharedBytes) => (Shared, SharedBytes) = (shared, sharedBytes);

    /// <summary>Bytes of all arguments.</summary>
    public int ParameterBytes { get; private set; }

    public string Shared { get; }

    public int SharedBytes { get; }

    public IReadOnlyList<PtxInstruction> Instructions => _instructions;

    /// <summary>Where an argument begins.</summary>
    public int Parameter(string name) => _parameters[name];

    public int At(string label) => _labels[label];

    public static PtxProgram Parse(string ptx)
    {
        Match shared = SharedOf().Match(ptx);
        var program = new PtxProgram(shared.Groups[1].Value, int.Parse(shared.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        foreach (Match parameter in ParameterOf().Matches(ptx))
        {
            program._parameters[parameter.Groups[1].Value] = program.ParameterBytes;
            program.ParameterBytes += int.Parse(parameter.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        }

        string body = ptx[(ptx.IndexOf("\n{", StringComparison.Ordinal) + 2)..ptx.LastIndexOf('}')];
        foreach (string statement in Comments().Replace(body, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            program.Add(statement);
        }

        return program;
    }

    private void Add(string statement)
    {
        // Labels stand before an instruction.
        for (Match label = LabelOf().Match(statement); label.Success; label = LabelOf().Match(statement))
        {
            _labels[label.Groups[1].Value] = _instructions.Count;
            statement = statement[label.Length..].Trim();
        }

        if (statement.Length == 0 || statement[0] == '.')
        {
            return;
        }

        Match parts = InstructionOf().Match(statement);
        Assert.True(parts.Success, statement);
        _instructions.Add(new PtxInstruction(
            parts.Groups[2].Success ? parts.Groups[2].Value : null, parts.Groups[1].Length > 0, parts.Groups[3].Value,
            [.. Operands().Matches(parts.Groups[4].Value).Select(static operand => operand.Value.Trim())]));
    }

    [GeneratedRegex(@"\.param \.align 8 \.b8 (\w+)\[(\d+)\]")]
    private static partial Regex ParameterOf();

    [GeneratedRegex(@"\.shared \.align 16 \.b8 (\w+)\[(\d+)\]")]
    private static partial Regex SharedOf();

    [GeneratedRegex(@"//.*")]
    private static partial Regex Comments();

    [GeneratedRegex(@"^(L_\w+):")]
    private static partial Regex LabelOf();

    [GeneratedRegex(@"^(?:@(!?)(%p\d+)\s+)?([\w.]+)\s*(.*)$", RegexOptions.Singleline)]
    private static partial Regex InstructionOf();

    [GeneratedRegex(@"\s*(\{[^}]*\}|\[[^\]]*\]|[^,\s]+)")]
    private static partial Regex Operands();
}
