namespace SparseGen.Models.Commands;

/// <summary>What the program returns to the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>A bad option, model, device or file.</summary>
    public const int Misuse = 2;

    /// <summary>Stopped by Ctrl-C: 128 plus the number of SIGINT, as shells have it.</summary>
    public const int Interrupted = 130;
}
