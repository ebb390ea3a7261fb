using System.CommandLine;
using SparseGen.Models;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Display;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>sparsegen list</c>: the models that the program knows, or the devices that the machine has.</summary>
internal static class ListCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<bool> devices = new("--devices") { Description = "Show the devices of this machine instead, and why others cannot be used" };
        Option<string?> json = SharedOptions.Json();
        var command = new Command("list", "Show the models that this program knows, or the devices of this machine") { devices, json };
        command.SetAction(result => Run(result.GetValue(devices), result.GetValue(json)));
        return command;
    }

    private static int Run(bool devices, string? json)
    {
        ReportFile.Prepare(json);
        return devices ? ShowDevices(json) : ShowModels(json);
    }

    private static int ShowDevices(string? json)
    {
        ListedDevice[] devices = [.. Device.All.Select(Describe)];
        Sheet table = Tables.Create("Devices").Text("--device").Prose("name").Number("MiB").Prose("capability", dropped: 1).Prose("cannot be used");
        foreach (ListedDevice device in devices)
        {
            table.Row(
                device.Device ?? "-", device.Name, device.Memory is long bytes ? Tables.Count(bytes >> 20) : "-", device.Capability ?? "-", device.Problem ?? string.Empty);
        }

        Terminal.Write(table);
        ReportFile.Write(json, new DevicesReport(devices), ReportJson.Default.DevicesReport);
        return ExitCode.Success;
    }

    private static ListedDevice Describe(DeviceInfo device)
        => new(
            device.IsUsable ? new DeviceChoice(device.Kind, device.Index).ToString() : null,
            new DeviceChoice(device.Kind, null).ToString(),
            device.Name,
            device.Memory,
            device.Capability,
            device.Problem);

    private static int ShowModels(string? json)
    {
        var models = ModelCatalogue.Entries.Select(Describe).ToArray();
        Sheet table = Tables.Create("Models")
            .Text("model").Prose("description", dropped: 1).Text("data").Text("input").Number("parameters").Number("GMACs");
        foreach (ListedModel model in models)
        {
            table.Row(
                model.Model,
                model.Description,
                model.Data ?? "-",
                Tables.Shape(model.InputShape),
                Tables.Count(model.ParameterCount),
                Tables.Billions(model.Macs));
        }

        Terminal.Write(table);
        ReportFile.Write(json, new ListReport(models), ReportJson.Default.ListReport);
        return ExitCode.Success;
    }

    private static ListedModel Describe(ModelEntry entry)
        => new(
            entry.Name,
            entry.Description,
            DataSource.For(entry)?.Name,
            entry.Info.InputShape,
            entry.Info.OutputShape,
            entry.Info.ParameterCount,
            entry.Info.Macs);
}
