namespace SparseGen.Tool.Commands;

/// <summary>What the program returns to the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>A mistake of the program.</summary>
    public const int Fault = 1;

    /// <summary>A bad option, model, device or file.</summary>
    public const int Misuse = 2;

    /// <summary>Trained to the end, but the checkpoint that was there is better and stays; the new parameters are in a file beside it.</summary>
    public const int Kept = 3;

    /// <summary>The loss or a gradient was not finite any more, and the training ended there.</summary>
    public const int Diverged = 4;

    /// <summary>Stopped by the end of the terminal: 128 plus the number of SIGHUP, as shells have it.</summary>
    public const int HungUp = 129;

    /// <summary>Stopped by Ctrl-C: 128 plus the number of SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM: 128 plus its number.</summary>
    public const int Terminated = 143;

    /// <summary>What help says of them: the code, what it means, and the only commands that have it, or none where all do.</summary>
    public static IReadOnlyList<(string Code, string Meaning, string[] Commands)> Meanings { get; } =
    [
        (Text(Success), "done", []),
        (Text(Fault), "a mistake of the program", []),
        (Text(Misuse), "a bad option, model, device or file", []),
        (Text(Kept), "trained, but the checkpoint that is there is better and stays", ["train", "forecast"]),
        (Text(Diverged), "the loss is not finite", ["train", "eval", "forecast"]),
        ($"{Text(HungUp)}, {Text(Interrupted)}, {Text(Terminated)}", "stopped by a signal: hang-up, Ctrl-C, SIGTERM", []),
    ];

    private static string Text(int code) => code.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
