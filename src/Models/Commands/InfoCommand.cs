using System.CommandLine;
using SparseGen.Models;
using SparseGen.Tool.Display;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>sparsegen info</c>: the layers of a model and what they cost.</summary>
internal static class InfoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<ModelEntry> model = SharedOptions.Model();
        Option<string?> checkpoint = SharedOptions.ExistingCheckpoint("Also load a checkpoint, SparseGen's or timm's, to see whether it fits");
        Option<string?> json = SharedOptions.Json();
        var command = new Command("info", "Show the layers of a model, its parameters and its multiply-accumulates") { model, checkpoint, json };
        command.SetAction(result => Run(result.GetRequiredValue(model), result.GetValue(checkpoint), result.GetValue(json)));
        return command;
    }

    private static int Run(ModelEntry entry, string? checkpoint, string? json)
    {
        ReportFile.Prepare(json);
        InputFile.Demand("--checkpoint", checkpoint);
        CheckpointInfo? loaded = checkpoint is null ? null : entry.Apply(new LoadOperation(checkpoint));
        ModelInfo info = entry.Info;
        LayerTable.Show($"{entry.Name}: {entry.Description}", info);
        var report = new InfoReport(
            entry.Name, entry.Description, info.InputShape, info.OutputShape, info.ParameterCount, info.Macs,
            info.EffectiveWidth, info.Connections, info.Density, info.Layers, info.Tensors);
        ReportFile.Write(json, report, ReportJson.Default.InfoReport);
        if (loaded is not null)
        {
            Terminal.WriteLine($"{checkpoint} fits: {loaded.Tensors.Length} tensors{(loaded.Model is string name ? $" of a {FileText.Show(name)}" : "")}");
        }

        return ExitCode.Success;
    }
}
