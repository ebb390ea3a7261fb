using System.CommandLine;
using SparseGen.Models.Catalogue;
using SparseGen.Models.Display;
using SparseGen.Models.Results;

namespace SparseGen.Models.Commands;

/// <summary><c>sparsegen info</c>: the layers of a model and what they cost.</summary>
internal static class InfoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<ModelEntry> model = SharedOptions.Model();
        Option<string?> json = SharedOptions.Json();
        var command = new Command("info", "Show the layers of a model, its parameters and its multiply-accumulates") { model, json };
        command.SetAction(result => Run(result.GetRequiredValue(model), result.GetValue(json)));
        return command;
    }

    private static int Run(ModelEntry entry, string? json)
    {
        OutputFile.Prepare("--json", json);
        ModelInfo info = entry.Info;
        LayerTable.Show($"{entry.Name}: {entry.Description}", info);
        var report = new InfoReport(
            entry.Name, entry.Description, info.InputShape, info.OutputShape, info.ParameterCount, info.Macs, info.Layers, info.Tensors);
        ReportFile.Write(json, report, ReportJson.Default.InfoReport);
        return ExitCode.Success;
    }
}
