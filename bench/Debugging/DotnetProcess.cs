using System.Diagnostics;
using SparseGen.Tool.Commands;

namespace SparseGen.Bench.Debugging;

/// <summary>The <c>dotnet</c> that runs this program, as another process.</summary>
internal static class DotnetProcess
{
    /// <summary>What the SDK sets for programs that it starts, and what would send another SDK to its files.</summary>
    private static readonly string[] OfTheSdk = ["MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBuildLoadMicrosoftTargetsReadOnly"];

    /// <summary>Runs it to its end: what it printed.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">What follows <c>dotnet</c>.</param>
    /// <exception cref="CommandException">It failed; the message has the first error.</exception>
    public static string Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string variable in OfTheSdk)
        {
            start.Environment.Remove(variable);
        }

        using Process process = Process.Start(start) ?? throw new CommandException("dotnet cannot be started");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            string[] lines = $"{errors.GetAwaiter().GetResult()}\n{output}".Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            string? first = lines.FirstOrDefault(static line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.FirstOrDefault();
            throw new CommandException($"dotnet {string.Join(' ', arguments)} failed: {first}");
        }

        return output;
    }
}
