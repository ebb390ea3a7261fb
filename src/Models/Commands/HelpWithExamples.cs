using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace SparseGen.Tool.Commands;

/// <summary>The usual help text, followed by exit codes and calls that can be copied, of the command that was asked about.</summary>
/// <param name="help">The usual help.</param>
/// <param name="program">Name of the program.</param>
/// <param name="checkoutCall">How it is called from a checkout of the repository, up to its arguments.</param>
/// <param name="examples">The calls.</param>
internal sealed class HelpWithExamples(HelpAction help, string program, string checkoutCall, IReadOnlyList<CommandExample> examples)
    : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        string? command = CommandOf(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Exit codes:");
        var codes = ExitCode.Meanings.Where(code => command is null || code.Commands.Length == 0 || code.Commands.Contains(command)).ToArray();
        WritePairs(output, [.. codes.Select(static code => (code.Code, code.Meaning))]);
        CommandExample[] shown =
            [.. examples.Where(example => command is null || example.Command == command || example.Command.StartsWith(command + " ", StringComparison.Ordinal))];
        if (shown.Length > 0)
        {
            output.WriteLine();
            output.WriteLine("Examples:");
            WritePairs(output, [.. shown.Select(example => ($"{program} {example.Arguments}", example.Meaning))]);
            output.WriteLine();
            output.WriteLine($"From a checkout: {checkoutCall} {shown[0].Arguments}");
        }

        return code;
    }

    /// <summary>The command that was called, behind those that it belongs to; null for the program itself.</summary>
    /// <param name="result">The parsed arguments.</param>
    public static string? CommandOf(ParseResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = result.CommandResult; at is CommandResult { Command: not RootCommand } command; at = command.Parent)
        {
            names.Push(command.Command.Name);
        }

        return names.Count == 0 ? null : string.Join(' ', names);
    }

    // Side by side, or below each other where a terminal is too narrow: a call stays in one line as long as it can.
    private void WritePairs(TextWriter output, IReadOnlyList<(string Left, string Right)> pairs)
    {
        int left = pairs.Max(pair => pair.Left.Length);
        bool fits = 2 + left + 2 + pairs.Max(pair => pair.Right.Length) <= help.MaxWidth;
        foreach ((string one, string other) in pairs)
        {
            output.WriteLine(fits ? $"  {one.PadRight(left)}  {other}" : $"  {one}{Environment.NewLine}      {other}");
        }
    }
}
