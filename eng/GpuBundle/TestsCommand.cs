using System.CommandLine;
using SparseGen.Bench;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Results;

namespace SparseGen.Bundle;

/// <summary>The tests that a device is tried with.</summary>
internal static class TestsCommand
{
    private static readonly string[] Devices = ["cuda", "opencl", "simulator"];

    /// <summary>Runs them and writes a file if asked to.</summary>
    /// <param name="options">What follows <c>tests</c>.</param>
    /// <returns>The exit code: 1 where a test fails or none ran.</returns>
    public static int Run(string[] options)
    {
        Option<string> device = new("--device", "-d") { Description = "cuda, opencl or simulator", HelpName = "DEVICE", DefaultValueFactory = _ => Devices[0] };
        device.AcceptOnlyFromAmong(Devices);
        Option<int> minutes = Numbers.Whole("--minutes", "tests that have not begun after so many minutes are left out", 60, maximum: 24 * 60);
        Option<string?> filter = new("--filter") { Description = "only tests whose name contains this", HelpName = "TEXT" };
        Option<string?> json = Measurement.Json();
        var command = new Command("tests", "The tests of layers, gradients, hooks, optimisers and kernels that run on a device.") { device, minutes, filter, json };
        command.SetAction(result => Run(
            result.GetValue(device)!, TimeSpan.FromMinutes(result.GetValue(minutes)), result.GetValue(filter) ?? string.Empty, result.GetValue(json)));
        return Measurement.Run(command, options);
    }

    private static int Run(string device, TimeSpan limit, string filter, string? json)
    {
        ReportFile.Prepare(json);

        // A machine without it is one line, and not a thousand failed tests.
        if (DeviceChoice.TryParse(device, out DeviceChoice? choice))
        {
            choice.Open();
        }

        using var run = new TestRun(device, limit, filter, json);
        TestsReport report = run.Run();
        Console.WriteLine($"{report.Passed} passed, {report.Failed} failed, {report.Skipped} skipped, {report.LeftOut} left out, in {report.Seconds:0} s on {device}");
        return report.Failed == 0 && report.Passed > 0 ? ExitCode.Success : 1;
    }
}
