using System.CommandLine;
using SparseGen.Gpu.Planning;
using SparseGen.Models;
using SparseGen.Tool.Display;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Planning;
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
        Option<bool> plan = new("--plan")
        {
            Description = "Show instead what an inference and a training step launch on a GPU (--device cuda), which need not be there: grids, registers, bytes and the least time",
        };
        Option<DeviceChoice> device = SharedOptions.Device();
        device.Description = "With --plan: cuda";
        Option<GpuCard> card = Card();
        Option<int> batch = SharedOptions.Batch("With --plan: images of a step and of an inference");
        Option<string?> tools = SharedOptions.Path("With --plan: the folder of ptxas and nvdisasm, which know registers; the path by default", "FOLDER", "--tools");
        var command = new Command("info", "Show the layers of a model, its parameters and its multiply-accumulates, or its kernels on a GPU")
        {
            model, checkpoint, plan, device, card, batch, tools, json,
        };
        command.SetAction(result => result.GetValue(plan)
            ? RunPlan(
                result.GetRequiredValue(model), result.GetRequiredValue(device), result.GetRequiredValue(card), result.GetValue(batch), result.GetValue(tools),
                result.GetValue(json))
            : Run(result.GetRequiredValue(model), result.GetValue(checkpoint), result.GetValue(json)));
        return command;
    }

    private static Option<GpuCard> Card() => new("--card")
    {
        Description = $"With --plan: the card, one of {Cards}",
        HelpName = "CARD",
        DefaultValueFactory = static _ => GpuCard.All[0],
        CustomParser = static argument =>
        {
            string name = argument.Tokens[0].Value;
            GpuCard? card = GpuCard.All.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase));
            if (card is null)
            {
                argument.AddError($"--card: '{name}' is not one of {Cards}{Suggestions.Among(name, GpuCard.All.Select(static known => known.Name))}");
            }

            return card;
        },
    };

    private static string Cards => string.Join(", ", GpuCard.All.Select(static card => card.Name));

    private static int RunPlan(ModelEntry entry, DeviceChoice device, GpuCard card, int batch, string? tools, string? json)
    {
        if (device.Kind != DeviceKind.Cuda)
        {
            throw new CommandException($"--plan: there are plans for --device cuda alone, not for {device}");
        }

        ReportFile.Prepare(json);
        PlanReport plan = entry.Apply(new PlanOperation(card, batch, tools is null ? CudaTools.TryFind(null) : CudaTools.Find(tools)));
        PlanTable.Show(plan);
        ReportFile.Write(json, plan, ReportJson.Default.PlanReport);
        return ExitCode.Success;
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
