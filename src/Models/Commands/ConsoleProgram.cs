using System.CommandLine;
using System.CommandLine.Help;
using SparseGen.Tool.Display;

namespace SparseGen.Tool.Commands;

/// <summary>A program that consists of commands: parses the arguments, runs the command that they name, and makes one line of a mistake.</summary>
/// <param name="name">What it is called in help and messages.</param>
/// <param name="description">What it does, in one line.</param>
/// <param name="checkoutCall">How it is called from a checkout of the repository, up to its arguments.</param>
/// <param name="examples">Calls that help shows.</param>
/// <param name="commands">The commands.</param>
internal sealed class ConsoleProgram(
    string name, string description, string checkoutCall, IReadOnlyList<CommandExample> examples, params IReadOnlyList<Command> commands)
{
    /// <summary>Set to 1 it adds the stack trace to a mistake of the program, for a report.</summary>
    private const string TraceVariable = "SPARSEGEN_TRACE";

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print nothing but errors; the exit code and --json say the rest", Recursive = true };
    private readonly Option<bool> _plain = new("--plain") { Description = "Print as into a pipe: tables as text with tabs, no colours, nothing that moves", Recursive = true };

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
                return Refuse($"{OneLine(result.Errors[0].Message).TrimEnd('.')}{Suggestions.For(result)} (see '{HelpCall(result)}')");
            }

            if (result.GetValue(_quiet) || result.GetValue(_plain))
            {
                Terminal.Audience = result.GetValue(_quiet) ? PrintedFor.Nobody : PrintedFor.Programs;
            }

            // Exceptions come here, and Ctrl-C to the one command that can save its work.
            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception exception) when (IsMisuse(exception))
        {
            return Refuse(OneLine(exception.Message));
        }
        catch (OutOfMemoryException)
        {
            return Refuse("there is not enough memory for this; a smaller --batch or another --model needs less");
        }
        catch (Exception exception)
        {
            // Whatever it is, nobody at a command line wants a page of it.
            return ReportFault(exception);
        }
    }

    private static bool IsMisuse(Exception exception)
        => exception is CommandException or DatasetFormatException or CheckpointException or DeviceUnavailableException or DeviceOutOfMemoryException or DeviceFailedException
            or IOException or InvalidDataException or UnauthorizedAccessException;

    private RootCommand Build()
    {
        var root = new RootCommand(description) { HelpName = name };
        root.Add(_quiet);
        root.Add(_plain);
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

    // A mistake of the program: where it was is what a report needs, and noise to everybody else.
    private static int ReportFault(Exception exception)
    {
        bool isTraced = Environment.GetEnvironmentVariable(TraceVariable) == "1";
        string advice = isTraced ? string.Empty : $" ({TraceVariable}=1 shows where, for a report)";
        Terminal.WriteError($"this is a mistake of the program: {exception.GetType().Name}: {OneLine(exception.Message)}{advice}");
        if (isTraced)
        {
            Console.Error.WriteLine(exception.StackTrace);
        }

        return ExitCode.Fault;
    }

    private static string OneLine(string message)
        => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
