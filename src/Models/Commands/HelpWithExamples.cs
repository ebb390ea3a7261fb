using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SparseGen.Tool.Commands;

/// <summary>The usual help text, followed by calls that can be copied.</summary>
/// <param name="help">The usual help.</param>
/// <param name="program">Name of the program.</param>
/// <param name="checkoutCall">A call of it from a checkout of the repository.</param>
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
        var shown = examples.Where(example => command is null || example.Command == command).ToArray();
        if (shown.Length == 0)
        {
            return code;
        }

        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        int width = shown.Max(example => example.Arguments.Length);
        foreach (CommandExample example in shown)
        {
            output.WriteLine($"  {program} {example.Arguments.PadRight(width)}  {example.Meaning}");
        }

        output.WriteLine();
        output.WriteLine($"From a checkout: {checkoutCall}");
        return code;
    }

    /// <summary>The command that was called; null for the program itself.</summary>
    /// <param name="result">The parsed arguments.</param>
    public static string? CommandOf(ParseResult result)
        => result.CommandResult.Command is RootCommand ? null : result.CommandResult.Command.Name;
}
