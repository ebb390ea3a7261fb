using System.Diagnostics;
using System.Reflection;

namespace SparseGen.Tests.Samples;

/// <summary>A program of samples/ in a process and a folder of its own, as its readers start it.</summary>
internal sealed class SampleProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    private SampleProcess(Process process) => _process = process;

    /// <summary>What it prints, line by line.</summary>
    public StreamReader Output => _process.StandardOutput;

    public static SampleProcess Start(string sample, string folder, params string[] arguments)
    {
        string configuration = typeof(SampleProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string program = Path.Combine(Repository.Root, "samples", sample, "bin", configuration, "net10.0", sample + ".dll");
        var start = new ProcessStartInfo(Environment.ProcessPath!, [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return new SampleProcess(Process.Start(start)!);
    }

    /// <summary>Runs it to its end, which has to be a good one.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> Run(string sample, string folder, params string[] arguments)
    {
        using SampleProcess sampleProcess = Start(sample, folder, arguments);
        using var patience = new CancellationTokenSource(Patience);
        string output = await sampleProcess.Output.ReadToEndAsync(patience.Token);
        await sampleProcess._process.WaitForExitAsync(patience.Token);
        Assert.True(sampleProcess._process.ExitCode == 0, $"{sample} ended with {sampleProcess._process.ExitCode}:\n{output}");
        return output;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
