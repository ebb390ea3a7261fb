using Spectre.Console;

namespace SparseGen.Tool.Display;

/// <summary>Where the program prints: coloured, moving and as wide as the terminal for people, plain lines and tabs for programs.</summary>
internal static class Terminal
{
    private static ForgivingWriter? _writer;
    private static IAnsiConsole? _output;
    private static PrintedFor _audience = Console.IsOutputRedirected ? PrintedFor.Programs : PrintedFor.People;

    /// <summary>What stands in front of errors: the name of the program that runs, which it says before it does anything else.</summary>
    public static string Program { get; set; } = "sparsegen";

    /// <summary>Who reads what is printed; to be said before anything is.</summary>
    public static PrintedFor Audience
    {
        get => _audience;
        set
        {
            _audience = value;
            _output = null;
        }
    }

    /// <summary>Standard output.</summary>
    public static IAnsiConsole Output => _output ??= CreateOutput();

    /// <summary>Whether somebody watches, so that a display may redraw itself, and has room for it.</summary>
    public static bool IsLive
        => Audience == PrintedFor.People && Output.Profile.Capabilities is { Interactive: true, Ansi: true } && Output.Profile.Width >= SheetLayout.NarrowestTable;

    /// <summary>Prints a table in the form that fits.</summary>
    /// <param name="sheet">The table.</param>
    public static void Write(Sheet sheet)
    {
        if (Audience == PrintedFor.People)
        {
            SheetWriter.WriteForPeople(Output, sheet);
        }
        else
        {
            SheetWriter.WriteTabs(Output.Profile.Out.Writer, sheet);
        }
    }

    /// <summary>Prints a sentence, on a terminal broken between words; what would tell the terminal to do something is spelled out.</summary>
    /// <param name="text">The sentence, not markup.</param>
    public static void WriteLine(string text)
    {
        string line = FileText.ShowLine(text);
        foreach (string part in Audience == PrintedFor.People ? Lines.Break(line, Output.Profile.Width) : [line])
        {
            WriteRaw(part);
        }
    }

    /// <summary>Prints a line as it is.</summary>
    /// <param name="line">The line, not markup; nothing in it that a terminal would obey.</param>
    public static void WriteRaw(string line) => Output.Profile.Out.Writer.WriteLine(line);

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
        _writer?.Forgive();
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
        _writer ??= new ForgivingWriter(Console.Out);
        Console.SetOut(Audience == PrintedFor.Nobody ? TextWriter.Null : _writer);
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) };
        if (Audience != PrintedFor.People)
        {
            (settings.Ansi, settings.ColorSystem, settings.Interactive) = (AnsiSupport.No, ColorSystemSupport.NoColors, InteractionSupport.No);
        }

        return AnsiConsole.Console = AnsiConsole.Create(settings);
    }
}
