using System.CommandLine;
using SparseGen.Models;
using SparseGen.Tool.Datasets;
using SparseGen.Tool.Display;
using SparseGen.Tool.Operations;
using SparseGen.Tool.Results;

namespace SparseGen.Tool.Commands;

/// <summary><c>sparsegen train</c>: trains a model and saves its parameters.</summary>
internal static class TrainCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Option<ModelEntry> model = SharedOptions.Model();
        Option<DeviceChoice> device = SharedOptions.Device();
        Option<int?> threads = SharedOptions.Threads();
        Option<int> epochs = Numbers.Whole("--epochs", "Passes over the training images", 8, maximum: 10_000);
        Option<int> batch = SharedOptions.Batch("Images of a step");
        Option<float> learningRate = Numbers.Real("--lr", "Highest learning rate of the schedule", 3e-3f, positive: true);
        Option<float> weightDecay = Numbers.Real("--weight-decay", "Decoupled weight decay of AdamW", 0.05f, positive: false);
        Option<ulong> seed = Numbers.Seed("--seed", "Seed of the initial values and of the order of the images");
        Option<string?> data = SharedOptions.Data("Folder with other data files, gzipped or not; the shipped ones by default");
        Option<int?> limit = SharedOptions.Limit("Use only the first N training images and the first N test images");
        Option<string?> checkpoint = SharedOptions.Checkpoint("Where the parameters are saved");
        var resume = new Option<bool>("--resume") { Description = "Go on with an interrupted run, from the state beside the checkpoint; begin where there is none" };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a checkpoint that is better, and the state of another run" };
        Option<float> saveEvery = Numbers.Real("--save-every", "Seconds between two saved states of the run; 0 saves after every step", 60, positive: false);
        Option<string?> json = SharedOptions.Json();
        var command = new Command("train", "Train a model and save it as a checkpoint")
        {
            model, device, threads, epochs, batch, learningRate, weightDecay, seed, data, limit, checkpoint, resume, overwrite, saveEvery, json,
        };
        command.SetAction(result => Run(
            new TrainSettings(
                result.GetRequiredValue(model),
                FittingData.Demand(result.GetRequiredValue(model)),
                result.GetValue(data),
                result.GetValue(limit),
                result.GetRequiredValue(device).WithThreads(result.GetValue(threads)),
                result.GetValue(epochs),
                result.GetValue(batch),
                result.GetValue(learningRate),
                result.GetValue(weightDecay),
                result.GetValue(seed),
                result.GetValue(checkpoint) ?? SharedOptions.StandardCheckpoint(result.GetRequiredValue(model)),
                result.GetValue(resume),
                result.GetValue(overwrite),
                result.GetValue(saveEvery)),
            result.GetValue(json)));
        return command;
    }

    private static int Run(TrainSettings settings, string? json)
    {
        OutputFile.Prepare("--checkpoint", settings.Checkpoint, isReplaced: true);
        ReportFile.Prepare(json);
        DataSplit data = settings.Data.Load(settings.Directory, settings.Limit);
        var files = new TrainFiles(settings, data);
        files.Check();
        Device device = settings.Device.Open();

        // From here on there is work that must not be lost because nobody reads what is printed.
        Terminal.ForgiveOutput();
        if (settings.Resume)
        {
            Terminal.WriteLine(files.GoesOn ? $"Going on from {files.State}" : $"There is no state {files.State}: a new run begins.");
        }

        using var interruption = new Interruption();
        TrainReport report = TrainingDisplay.Watch(
            progress => settings.Model.Apply(new TrainOperation(settings, device, data, files, progress, interruption.Token)));
        TrainSummary.Show(report);
        ReportFile.Write(json, report, ReportJson.Default.TrainReport);
        Terminal.ReportOutputFailure();
        return report.Interrupted ? interruption.ExitCode
            : report.Diverged is not null ? ExitCode.Diverged
            : report.Kept is not null ? ExitCode.Kept
            : ExitCode.Success;
    }
}
