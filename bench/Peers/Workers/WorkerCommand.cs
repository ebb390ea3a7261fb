using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using SparseGen.Bench.Peers.Measuring;
using SparseGen.Tool.Commands;

namespace SparseGen.Bench.Peers.Workers;

/// <summary>
/// A process with one model in one library. It leaves its outputs in a file, says that it is ready and then, for each number on standard input, runs the model so often and
/// writes the seconds that took. In a process of its own, so that threads of one library that spin for work do not take time from another's turn.
/// </summary>
internal static class WorkerCommand
{
    /// <summary>What stands before the number of seconds, or before the reason why there is none.</summary>
    public const string Ready = "ready", Failed = "failed";

    /// <summary>The command line for a worker.</summary>
    public static string[] Arguments(string engine, RunnerSettings settings) =>
    [
        "worker", "--engine", engine, "--model", settings.Model, "--batch", settings.Batch.ToString(CultureInfo.InvariantCulture), "--pass", settings.Pass.ToString(),
        "--threads", settings.Threads.ToString(CultureInfo.InvariantCulture), "--folder", settings.Folder,
    ];

    /// <summary>Is the worker until standard input ends.</summary>
    /// <param name="options">What follows <c>worker</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<string> engine = new("--engine") { Required = true };
        Option<string> model = new("--model") { Required = true };
        Option<int> batch = new("--batch") { Required = true };
        Option<Pass> pass = new("--pass") { Required = true };
        Option<int> threads = new("--threads") { Required = true };
        Option<string> folder = new("--folder") { Required = true };
        var command = new Command("worker", "Runs one model in one library, as the measuring process asks for it.") { engine, model, batch, pass, threads, folder };
        command.SetAction(result => Serve(
            result.GetValue(engine)!,
            new RunnerSettings(result.GetValue(model)!, result.GetValue(batch), result.GetValue(pass), result.GetValue(threads), result.GetValue(folder)!)));
        return Measurement.Run(command, options);
    }

    private static int Serve(string engine, RunnerSettings settings)
    {
        IRunner runner;
        try
        {
            runner = Engines.Create(engine, settings);
            File.WriteAllBytes(settings.OutputFile(engine), MemoryMarshal.AsBytes<float>(runner.Output()).ToArray());
        }
        catch (Exception missing) when (
            missing is DllNotFoundException or TypeInitializationException or NotSupportedException or EntryPointNotFoundException or BadImageFormatException)
        {
            Console.WriteLine($"{Failed} {(missing.InnerException ?? missing).Message.ReplaceLineEndings(" ")}");
            return ExitCode.Misuse;
        }

        using (runner)
        {
            Console.WriteLine(Ready);
            while (Console.ReadLine() is { } line)
            {
                long calls = long.Parse(line, CultureInfo.InvariantCulture);
                var watch = Stopwatch.StartNew();
                for (long call = 0; call < calls; call++)
                {
                    runner.Run();
                }

                Console.WriteLine(watch.Elapsed.TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
            }
        }

        return ExitCode.Success;
    }
}
