using System.Diagnostics;

namespace SparseGen.Tests.Program;

/// <summary>The program as a user meets it: a process with arguments, two outputs and an exit code.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the program to its end.</summary>
    public static ProgramRun Start(params string[] arguments)
    {
        using Process process = Launch(arguments);
        return Finish(process);
    }

    /// <summary>Starts the program without waiting for it.</summary>
    public static Process Launch(params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string program = Path.Combine(AppContext.BaseDirectory, "SparseGen.Models.dll");
        return Process.Start(new ProcessStartInfo(host, ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <summary>Waits for the end; kills what does not end, so that a hanging program is a failed test.</summary>
    public static ProgramRun Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program did not end. It had printed: {output.Result}{error.Result}");
        }

        return new ProgramRun(process.ExitCode, output.Result, error.Result);
    }
}
