using SparseGen.Generators.Ops;
using SparseGen.Generators.Planning;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Emission;

/// <summary>What ops describe themselves to: calls of the runtime's IGraphBuilder, each of which yields a variable.</summary>
/// <param name="code">Takes the calls.</param>
/// <param name="tables">The lists of indices.</param>
internal sealed class GraphText(CodeWriter code, IndexTables tables)
{
    private readonly Dictionary<Value, string> _variables = [];
    private int _count;

    /// <summary>A value as an argument.</summary>
    public string Ref(Value value) => value.Parameter is { } parameter ? $"graph.Tensor({Quote(parameter.Name, parameter.Loop)})" : _variables[value];

    /// <summary>An operand of a product as an argument.</summary>
    public string Operand(Value value, Strides strides) => $"new({Ref(value)}, {Spell(strides)})";

    /// <summary>The list of indices of the repetition at hand, as two arguments.</summary>
    public string Table(IndexTable table) => tables.Arguments(table);

    /// <summary>The shape of a value as an argument.</summary>
    public static string Shape(Value value) => $"[{Text.Dimensions(value.Shape)}]";

    /// <summary>Strides as arguments.</summary>
    public static string Spell(Strides strides) => $"{Text.Of(strides.Group)}, {Text.Of(strides.Row)}, {Text.Of(strides.Column)}";

    /// <summary>Lets a value have a variable of its own, which a loop may change.</summary>
    /// <param name="value">The value.</param>
    /// <param name="initial">What it is at first.</param>
    public void Declare(Value value, string initial) => code.Line($"GraphValue {Name(value)} = {initial};");

    /// <summary>Lets a value be what another one is.</summary>
    public void Alias(Value value, Value source) => _variables[value] = _variables[source];

    /// <summary>Calls a method of the builder.</summary>
    /// <param name="method">The method.</param>
    /// <param name="output">What it yields; its name comes first among the arguments.</param>
    /// <param name="arguments">The other arguments.</param>
    public void Call(string method, Value output, params string[] arguments) =>
        code.Call($"GraphValue {Name(output)} = graph.{method}", [Quote(output.Path, output.Loop), .. arguments]);

    /// <summary>A call of a method of the builder as an argument of another one.</summary>
    /// <param name="method">The method.</param>
    /// <param name="output">What is made of what it yields.</param>
    /// <param name="suffix">What its name has besides that of <paramref name="output"/>.</param>
    /// <param name="arguments">The other arguments.</param>
    public static string Call(string method, Value output, string suffix, params string[] arguments) =>
        $"graph.{method}({string.Join(", ", [Quote(output.Path + suffix, output.Loop), .. arguments])})";

    private string Name(Value value) => _variables[value] = $"v{Text.Of(_count++)}";

    private static string Quote(string name, LoopIndex? loop) => $"{(loop is null ? "" : "$")}\"{LoopIndex.Interpolate(name, loop)}\"";
}
