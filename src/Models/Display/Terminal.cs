using Spectre.Console;

namespace SparseGen.Tool.Display;

/// <summary>Where the program prints: coloured and moving on a terminal, plain lines in a file or pipe.</summary>
internal static class Terminal
{
    private const int WidthWithoutTerminal = 120;

    private static ForgivingWriter? _writer;

    /// <summary>What stands in front of errors: the name of the program that runs, which it says before it does anything else.</summary>
    public static string Program { get; set; } = "sparsegen";

    /// <summary>Standard output.</summary>
    public static IAnsiConsole Output { get; } = CreateOutput();

    /// <summary>Whether somebody watches, so that a display may redraw itself.</summary>
    public static bool IsLive => !Console.IsOutputRedirected && Output.Profile.Capabilities.Interactive;

    /// <summary>Prints one plain line; what would tell the terminal to do something is spelled out.</summary>
    /// <param name="text">The line, not markup.</param>
    public static void WriteLine(string text) => Output.Profile.Out.Writer.WriteLine(FileText.ShowLine(text));

    /// <summary>Prints the one line that says what was wrong.</summary>
    /// <param name="message">The line, not markup.</param>
    public static void WriteError(string message)
    {
        try
        {
            Console.Error.WriteLine($"{Program}: {FileText.ShowLine(message)}");
        }
        catch (IOException)
        {
            // There is nowhere left to say it, and the exit code does.
        }
    }

    /// <summary>From now on nothing fails because it cannot be printed: there is work to be saved.</summary>
    public static void ForgiveOutput()
    {
        _ = Output;
        _writer!.Forgive();
    }

    /// <summary>Says on the other output that this one did not take everything.</summary>
    public static void ReportOutputFailure()
    {
        if (_writer?.Failure is string failure)
        {
            WriteError($"standard output cannot be written, the rest of it is missing: {failure}");
        }
    }

    private static IAnsiConsole CreateOutput()
    {
        // In front of everybody who prints, progress bars on threads of their own too.
        _writer = new ForgivingWriter(Console.Out);
        Console.SetOut(_writer);
        IAnsiConsole console = AnsiConsole.Console;
        if (Console.IsOutputRedirected)
        {
            // Spectre takes 80 columns for a pipe, which would break the rows of wide tables.
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }
}
