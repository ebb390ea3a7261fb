using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SparseGen.Tests.Program;

/// <summary>A program as a user meets it, sparsegen or that of the experiments: a process with arguments, two outputs and an exit code.</summary>
internal sealed partial record ProgramRun(int ExitCode, string Output, string Error)
{
    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private static string Program => Path.Combine(AppContext.BaseDirectory, "SparseGen.Tool.dll");

    private static string ExperimentProgram => Path.Combine(AppContext.BaseDirectory, "SparseGen.Experiments.dll");

    /// <summary>Does an experiment to its end.</summary>
    public static ProgramRun StartExperiment(params string[] arguments)
    {
        using Process process = LaunchExperiment(arguments);
        return Finish(process);
    }

    /// <summary>Starts an experiment without waiting for it.</summary>
    public static Process LaunchExperiment(params string[] arguments) => Start(Host, ["exec", ExperimentProgram, .. arguments]);

    /// <summary>Runs the program to its end.</summary>
    public static ProgramRun Start(params string[] arguments)
    {
        using Process process = Launch(arguments);
        return Finish(process);
    }

    /// <summary>Runs the program to its end with variables of its own.</summary>
    public static ProgramRun StartIn(IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        using Process process = Start(Host, ["exec", Program, .. arguments], variables);
        return Finish(process);
    }

    /// <summary>Starts the program without waiting for it.</summary>
    public static Process Launch(params string[] arguments) => Start(Host, ["exec", Program, .. arguments]);

    /// <summary>Starts the program where no file can grow beyond a size, as on a disk that is full: .NET makes an IOException of it.</summary>
    /// <param name="blocks">The size, in blocks of 512 bytes.</param>
    /// <param name="arguments">The program's.</param>
    public static Process LaunchLimited(int blocks, params string[] arguments)
        => Shell($"trap '' XFSZ; ulimit -f {blocks}; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"", arguments);

    /// <summary>Starts the program from a script of the shell, in which <c>exec "$@"</c> is the program.</summary>
    public static Process Shell(string script, params string[] arguments)
        => Start("sh", ["-c", script, "sh", Host, "exec", Program, .. arguments]);

    /// <summary>Runs the program on a terminal of so many columns, without what colours it.</summary>
    /// <param name="columns">Columns of the terminal.</param>
    /// <param name="arguments">The program's; no quotes in them.</param>
    public static ProgramRun StartOnTerminal(int columns, params string[] arguments)
    {
        Skip.IfNot(File.Exists("/usr/bin/script"), "Needs the program 'script', which makes a terminal.");
        using Process process = Start("/usr/bin/script", ["-qec", $"stty cols {columns} rows 50; '{Host}' exec '{Program}' {string.Join(' ', arguments)}", "/dev/null"]);
        ProgramRun run = Finish(process);
        return run with { Output = ControlSequence().Replace(run.Output, string.Empty).Replace("\r", string.Empty, StringComparison.Ordinal) };
    }

    /// <summary>Waits for the end; kills what does not end, so that a hanging program is a failed test.</summary>
    public static ProgramRun Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program did not end. It had printed: {output.Result}{error.Result}");
        }

        return new ProgramRun(process.ExitCode, output.Result, error.Result);
    }

    [GeneratedRegex("\u001b(\\[[0-9;?]*[A-Za-z]|[=>])")]
    private static partial Regex ControlSequence();

    private static Process Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
