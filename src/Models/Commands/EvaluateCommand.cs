using System.CommandLine;
using SparseGen.Models;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Display;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>sparsegen eval</c>: how well a saved model names the test images.</summary>
internal static class EvaluateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<ModelEntry> model = SharedOptions.Model();
        Option<DeviceChoice> device = SharedOptions.Device();
        Option<int?> threads = SharedOptions.Threads();
        Option<int> batch = SharedOptions.Batch("Images of one call");
        Option<string?> data = SharedOptions.Data("Folder with the files of the data, gzipped or not; by default that of the training, or the shipped ones");
        Option<int?> limit = SharedOptions.Limit("Use only the first N test images; by default as the training did");
        Option<string?> checkpoint = SharedOptions.Checkpoint("Where the parameters were saved");
        Option<int> views = Numbers.Whole("--views", "Name each image by N views: itself and N - 1 random crops, moved by a pixel (test-time augmentation)", 1, 1000);
        Option<string?> json = SharedOptions.Json();
        var command = new Command("eval", "Load a checkpoint and show its accuracy, class by class")
        {
            model, device, threads, batch, data, limit, checkpoint, views, json,
        };
        command.SetAction(result =>
        {
            ModelEntry entry = result.GetRequiredValue(model);
            DataSource source = FittingData.Demand(entry);
            ReportFile.Prepare(result.GetValue(json));
            DeviceChoice choice = result.GetRequiredValue(device).WithThreads(result.GetValue(threads));
            string path = result.GetValue(checkpoint) ?? SharedOptions.StandardCheckpoint(entry);
            InputFile.Demand("--checkpoint", path, $"'sparsegen train --model {entry.Name}' makes one");
            TestSet test = TestSet.Load(source, path, result.GetValue(data), result.GetValue(limit));
            var operation = new EvaluateOperation(choice.ToString(), choice.Open(), path, test, result.GetValue(batch), result.GetValue(views));
            EvaluationReport report = entry.Apply(operation);
            ReportFile.Write(result.GetValue(json), report, ReportJson.Default.EvaluationReport);
            EvaluationSummary.Show(report);
            if (!double.IsFinite(report.TestLoss))
            {
                Terminal.WriteError($"the loss of '{path}' on the test images is not finite: its parameters are those of a training that has diverged");
                return ExitCode.Diverged;
            }

            return ExitCode.Success;
        });
        return command;
    }
}
