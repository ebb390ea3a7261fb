using System.Diagnostics;
using System.Globalization;
using SparseGen.Bench.Peers.Workers;

namespace SparseGen.Bench.Peers.Measuring;

/// <summary>The measuring process' side of a worker.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>Longer than what a system counts processor time in.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private const int MostLooks = 50;

    private readonly Process _process;
    private readonly string _name;

    private WorkerProcess(Process process, string name) => (_process, _name) = (process, name);

    /// <summary>Starts a worker and waits until it is ready.</summary>
    /// <param name="engine">The library.</param>
    /// <param name="settings">What it runs.</param>
    /// <param name="reason">Why there is none; empty where there is.</param>
    public static WorkerProcess? Start(string engine, RunnerSettings settings, out string reason)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Host(), .. WorkerCommand.Arguments(engine, settings)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var worker = new WorkerProcess(Process.Start(start)!, $"{engine} with {settings.Model}");
        string? answer = worker._process.StandardOutput.ReadLine();
        if (answer == WorkerCommand.Ready)
        {
            reason = "";
            return worker;
        }

        reason = answer is null ? "its process ended without a word" : answer[WorkerCommand.Failed.Length..].Trim();
        worker.Dispose();
        return null;
    }

    /// <summary>Seconds of so many calls.</summary>
    public double Seconds(long calls)
    {
        _process.StandardInput.WriteLine(calls.ToString(CultureInfo.InvariantCulture));
        string? answer = _process.StandardOutput.ReadLine();
        return double.Parse(answer ?? throw new InvalidOperationException($"The process of {_name} ended while it was measured."), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Waits until its threads do nothing any more: those of ONNX Runtime look for work for a tenth of a second after the last call, and would take it from the other's turn.
    /// </summary>
    public void WaitUntilIdle()
    {
        TimeSpan before;
        int looks = 0;
        do
        {
            before = ProcessorTime();
            Thread.Sleep(Look);
        }
        while (ProcessorTime() > before && ++looks < MostLooks);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>Where the program was started by <c>dotnet FILE</c>, the file.</summary>
    private static string[] Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
