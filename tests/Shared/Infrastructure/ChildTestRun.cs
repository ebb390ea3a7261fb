using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;

namespace SparseGen.Tests.Infrastructure;

/// <summary>Runs tests of this assembly in another process.</summary>
internal static class ChildTestRun
{
    /// <param name="ExitCode">0 if nothing failed.</param>
    /// <param name="Passed">Tests that passed.</param>
    /// <param name="Failed">Tests that failed.</param>
    /// <param name="Output">What the run printed.</param>
    internal sealed record Result(int ExitCode, int Passed, int Failed, string Output);

    public static Result Run(string filter, IReadOnlyDictionary<string, string> environment)
    {
        var folder = Directory.CreateTempSubdirectory("sparsegen-tests-");
        try
        {
            var start = new ProcessStartInfo(
                Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
                [
                    "vstest", typeof(ChildTestRun).Assembly.Location, $"--TestCaseFilter:{filter}",
                    "--logger:trx;LogFileName=result.trx", $"--ResultsDirectory:{folder.FullName}",
                ])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };

            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }

            // What a surrounding test run set for its own host must not reach the child's.
            foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("VSTEST", StringComparison.Ordinal)).ToList())
            {
                start.Environment.Remove(name);
            }

            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
            process.WaitForExit();

            var report = Path.Combine(folder.FullName, "result.trx");
            if (!File.Exists(report))
            {
                return new Result(process.ExitCode, 0, 0, output);
            }

            var counters = XDocument.Load(report).Descendants().Single(element => element.Name.LocalName == "Counters");
            return new Result(process.ExitCode, Count(counters, "passed"), Count(counters, "failed"), output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Count(XElement counters, string name) =>
        int.Parse(counters.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
