using System.CommandLine;
using System.CommandLine.Help;
using SparseGen.Tool.Display;

namespace SparseGen.Tool.Commands;

/// <summary>A program that consists of commands: parses the arguments, runs the command that they name, and makes one line of a mistake.</summary>
/// <param name="name">What it is called in help and messages.</param>
/// <param name="description">What it does, in one line.</param>
/// <param name="checkoutCall">A call of it from a checkout of the repository.</param>
/// <param name="examples">Calls that help shows.</param>
/// <param name="commands">The commands.</param>
internal sealed class ConsoleProgram(
    string name, string description, string checkoutCall, IReadOnlyList<CommandExample> examples, params IReadOnlyList<Command> commands)
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <returns>The exit code.</returns>
    public int Run(string[] arguments)
    {
        Terminal.Program = name;
        try
        {
            ParseResult result = Build().Parse(arguments);
            if (result.Errors.Count > 0 && result.Action is not HelpWithExamples)
            {
                return Refuse($"{OneLine(result.Errors[0].Message).TrimEnd('.')} (see '{HelpCall(result)}')");
            }

            // Exceptions come here, and Ctrl-C to the one command that can save its work.
            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception exception) when (IsMisuse(exception))
        {
            return Refuse(OneLine(exception.Message));
        }
    }

    // Anything else is a mistake of the program, and its stack trace is what a report needs.
    private static bool IsMisuse(Exception exception)
        => exception is CommandException or DatasetFormatException or CheckpointException or DeviceUnavailableException
            or IOException or InvalidDataException or UnauthorizedAccessException;

    private RootCommand Build()
    {
        var root = new RootCommand(description) { HelpName = name };
        foreach (Command command in commands)
        {
            root.Add(command);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        var action = new HelpWithExamples((HelpAction)help.Action!, name, checkoutCall, examples);
        help.Action = action;
        // A program that only leads to its commands shows them.
        root.SetAction(action.Invoke);
        return root;
    }

    private string HelpCall(ParseResult result)
        => HelpWithExamples.CommandOf(result) is string command ? $"{name} {command} --help" : $"{name} --help";

    private static int Refuse(string message)
    {
        Terminal.WriteError(message);
        return ExitCode.Misuse;
    }

    private static string OneLine(string message)
        => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
