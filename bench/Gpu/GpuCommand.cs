using System.CommandLine;
using System.Diagnostics;
using SparseGen.Gpu;
using SparseGen.Tool.Commands;
using SparseGen.Tool.Results;

namespace SparseGen.Bench.Gpu;

/// <summary>A GPU: whole models, their first calls, launches and copies, and their products by themselves, beside cuBLAS where it is installed.</summary>
internal static class GpuCommand
{
    /// <summary>Measures, prints tables and writes a file if asked to.</summary>
    /// <param name="options">What follows <c>gpu</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Run(string[] options)
    {
        Option<string?> json = Measurement.Json();
        Option<DeviceChoice?> device = DeviceOption();
        Option<bool> quick = new("--quick") { Description = "small batches, each measured once: to see that everything runs" };
        var command = new Command("gpu", "FashionMixer and Mixer-S/16 on a GPU, and their products beside cuBLAS, in some minutes.") { device, quick, json };
        command.SetAction(result => Run(result.GetValue(device), result.GetValue(quick), result.GetValue(json)));
        return Measurement.Run(command, options);
    }

    private static Option<DeviceChoice?> DeviceOption() => new("--device", "-d")
    {
        Description = "cuda, opencl or simulator, with an index cuda:INDEX, opencl:INDEX; the first of these that there is by default",
        HelpName = "DEVICE",
        CustomParser = static argument =>
        {
            string text = argument.Tokens[0].Value;
            if (!DeviceChoice.TryParse(text, out DeviceChoice? choice) || choice.Kind == DeviceKind.Cpu)
            {
                argument.AddError($"--device: '{text}' is not one of cuda, cuda:INDEX, opencl, opencl:INDEX or simulator");
            }

            return choice;
        },
    };

    private static int Run(DeviceChoice? choice, bool isQuick, string? json)
    {
        ReportFile.Prepare(json);
        var watch = Stopwatch.StartNew();
        var device = (GpuDevice)(choice ?? Best()).Open();
        var measurement = new GpuMeasurement(device, watch.Elapsed.TotalSeconds, isQuick, json);
        GpuTables.Show(measurement.Run());
        return ExitCode.Success;
    }

    /// <summary>The best device that there is; the simulator is none.</summary>
    private static DeviceChoice Best()
    {
        IReadOnlyList<DeviceInfo> all = [.. Device.All.Where(static one => one.Kind is DeviceKind.Cuda or DeviceKind.OpenCL)];
        DeviceInfo? best = all.Where(static one => one.IsUsable).MaxBy(static one => (one.Kind == DeviceKind.Cuda, -one.Index));
        return best is not null
            ? new DeviceChoice(best.Kind, best.Index)
            : throw new CommandException($"there is no GPU that can be used: {string.Join(" ", all.Select(static one => one.ToString()))}");
    }
}
