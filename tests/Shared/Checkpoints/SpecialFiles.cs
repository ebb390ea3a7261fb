using System.Diagnostics;

namespace SparseGen.Tests.Checkpoints;

/// <summary>What has a path and is no file, made in folders of tests only. Where the system has none of a kind, the test is skipped.</summary>
internal static class SpecialFiles
{
    /// <summary>Makes a named pipe.</summary>
    public static void MakePipe(string path) => Make("mkfifo", path);

    /// <summary>Makes a character device that swallows what is written, as /dev/null does; only some users may.</summary>
    public static void MakeDevice(string path) => Make("mknod", path, "c", "1", "3");

    /// <summary>Makes a symbolic link.</summary>
    public static void MakeLink(string path, string target)
    {
        Skip.If(OperatingSystem.IsWindows(), "Only some users of Windows may make links.");
        File.CreateSymbolicLink(path, target);
    }

    /// <summary>What <c>ls</c> calls a path, links not followed: p for a pipe, c for a device, l for a link.</summary>
    public static char TypeOf(string path) => Run("ls", "-ld", path).Output[0];

    private static void Make(string program, params string[] arguments)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has them elsewhere.");
        Skip.If(Run(program, arguments).ExitCode != 0, $"{program} is not allowed here.");
    }

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
