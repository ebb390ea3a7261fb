using System.CommandLine;
using System.CommandLine.Help;
using SparseGen.Models.Display;

namespace SparseGen.Models.Commands;

/// <summary>The <c>sparsegen</c> command line.</summary>
internal static class CommandLine
{
    private const string Description = "SparseGen: train and measure models whose code was generated for exactly their shapes.";

    /// <summary>Parses the arguments and runs the command they name.</summary>
    /// <param name="arguments">The program's arguments.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] arguments)
    {
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

    private static RootCommand Build()
    {
        var root = new RootCommand(Description) { HelpName = "sparsegen" };
        root.Add(TrainCommand.Create());
        root.Add(EvaluateCommand.Create());
        root.Add(InfoCommand.Create());
        root.Add(ListCommand.Create());
        root.Add(BenchCommand.Create());
        Command experiment = ExperimentCommand.Create();
        root.Add(experiment);

        var help = root.Options.OfType<HelpOption>().Single();
        var action = new HelpWithExamples((HelpAction)help.Action!);
        help.Action = action;
        // A command that only leads to others shows them.
        root.SetAction(action.Invoke);
        experiment.SetAction(action.Invoke);
        return root;
    }

    private static string HelpCall(ParseResult result)
        => $"sparsegen {HelpWithExamples.PathOf(result)} --help".Replace("  ", " ", StringComparison.Ordinal);

    private static int Refuse(string message)
    {
        Terminal.WriteError(message);
        return ExitCode.Misuse;
    }

    private static string OneLine(string message)
        => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
