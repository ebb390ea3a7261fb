using System.CommandLine;
using System.CommandLine.Help;
using SparseGen.Tool.Commands;

namespace SparseGen.Bench;

/// <summary>What the commands of this program share: the options they all know, and how they say no.</summary>
internal static class Measurement
{
    /// <summary>Where the results go as JSON.</summary>
    public static Option<string?> Json() => SharedOptions.Json();

    /// <summary>Threads of the device.</summary>
    /// <param name="standard">How many by default.</param>
    public static Option<int> Threads(int standard) => Numbers.Whole("--threads", "threads of the device", standard);

    /// <summary>Samples of a step.</summary>
    public static Option<int> Batch() => Numbers.Whole("--batch", "samples of a step", 128);

    /// <summary>Runs a command; what it cannot do is one line and no stack trace.</summary>
    /// <param name="command">The command.</param>
    /// <param name="options">What follows its name.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Command command, string[] options)
    {
        command.Add(new HelpOption());
        ParseResult result = command.Parse(options);
        try
        {
            if (result.Errors.Count > 0)
            {
                throw new CommandException(result.Errors[0].Message.ReplaceLineEndings(" "));
            }

            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CommandException exception)
        {
            Console.Error.WriteLine($"bench: {exception.Message}");
            return ExitCode.Misuse;
        }
    }
}
